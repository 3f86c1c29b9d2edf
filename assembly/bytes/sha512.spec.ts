import { toHex } from "../testing/hex";
import { Digest } from "./digest";
import { sha384, sha512 } from "./sha512";
import { EMPTY, addressOf, lengthOf, literal, slice } from "./slice";

const ABC = literal("abc");
const TWO_BLOCKS = literal(
  "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopq" +
    "klmnopqrlmnopqrsmnopqrstnopqrstu",
);

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
describe("SHA-384", () => {
  it("gives NIST's examples for FIPS 180-4", () => {
    expect(hash(sha384, ABC)).toBe(
      "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
    );
    expect(hash(sha384, TWO_BLOCKS)).toBe(
      "09330c33f71147e83d192fc782cd1b4753111b173b3b05d22fa08086e3b0f712fcc7c71a557e2db966c3e9fa91746039",
    );
    expect(hashMillion(sha384)).toBe(
      "9d0e1809716474cb086e834e310a4a1ced149e9c00f248527972cec5704c2a5b07b8b3dc38ecc4ebae97ddd87f3d8985",
    );
  });

  it("takes an empty message", () => {
    expect(hash(sha384, EMPTY)).toBe(
      "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b",
    );
  });

  it("does not see how a message is cut into pieces", () => {
    const whole = hash(sha384, TWO_BLOCKS);
    const length = lengthOf(TWO_BLOCKS);
    for (let cut = 0; cut <= length; cut++) {
      sha384.begin();
      sha384.update(slice(addressOf(TWO_BLOCKS), cut));
      sha384.update(slice(addressOf(TWO_BLOCKS) + cut, length - cut));
      sha384.finish(OUTPUT);
      expect(toHex(slice(OUTPUT, sha384.size))).toBe(whole, `cut at ${cut}`);
    }
  });
});

describe("SHA-512", () => {
  it("gives NIST's examples for FIPS 180-4", () => {
    expect(hash(sha512, ABC)).toBe(
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    );
    expect(hash(sha512, TWO_BLOCKS)).toBe(
      "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909",
    );
    expect(hashMillion(sha512)).toBe(
      "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973ebde0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b",
    );
  });

  it("takes an empty message", () => {
    expect(hash(sha512, EMPTY)).toBe(
      "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
    );
  });

  it("does not see how a message is cut into pieces", () => {
    const whole = hash(sha512, TWO_BLOCKS);
    const length = lengthOf(TWO_BLOCKS);
    for (let cut = 0; cut <= length; cut++) {
      sha512.begin();
      sha512.update(slice(addressOf(TWO_BLOCKS), cut));
      sha512.update(slice(addressOf(TWO_BLOCKS) + cut, length - cut));
      sha512.finish(OUTPUT);
      expect(toHex(slice(OUTPUT, sha512.size))).toBe(whole, `cut at ${cut}`);
    }
  });
});
