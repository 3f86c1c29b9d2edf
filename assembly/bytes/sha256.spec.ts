import { toHex } from "../testing/hex";
import { Digest } from "./digest";
import { sha256 } from "./sha256";
import { EMPTY, addressOf, lengthOf, literal, slice } from "./slice";

const ABC = literal("abc");
const TWO_BLOCKS = literal("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq");

const OUTPUT: usize = memory.data(64);

function hash(digest: Digest, message: u64): string {
  return toHex(digest.hash(message, OUTPUT));
}

/** A million times the letter a, in pieces that end anywhere in a block. */
function hashMillion(digest: Digest): string {
  const piece = heap.alloc(1000);
  memory.fill(piece, 0x61, 1000);
  digest.begin();
  for (let i = 0; i < 1000; i++) digest.update(slice(piece, 1000));
  digest.finish(OUTPUT);
  return toHex(slice(OUTPUT, digest.size));
}

// Every length, at random: tests/conformance/crypto.test.ts.
describe("SHA-256", () => {
  it("gives NIST's examples for FIPS 180-4", () => {
    expect(hash(sha256, ABC)).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(hash(sha256, TWO_BLOCKS)).toBe("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    expect(hashMillion(sha256)).toBe("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  });

  it("takes an empty message", () => {
    expect(hash(sha256, EMPTY)).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });

  it("does not see how a message is cut into pieces", () => {
    const whole = hash(sha256, TWO_BLOCKS);
    const length = lengthOf(TWO_BLOCKS);
    for (let cut = 0; cut <= length; cut++) {
      sha256.begin();
      sha256.update(slice(addressOf(TWO_BLOCKS), cut));
      sha256.update(slice(addressOf(TWO_BLOCKS) + cut, length - cut));
      sha256.finish(OUTPUT);
      expect(toHex(slice(OUTPUT, sha256.size))).toBe(whole, `cut at ${cut}`);
    }
  });
});
