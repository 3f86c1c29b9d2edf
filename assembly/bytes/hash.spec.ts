import { hash32, mix32 } from "./hash";
import { addressOf, lengthOf, literal } from "./slice";

function hash(text: string, seed: u32): u32 {
  const bytes = literal(text);
  return hash32(addressOf(bytes), lengthOf(bytes), seed);
}

// More vectors, and the comparison with src/image/hash.ts: tests/conformance/hash.test.ts.
describe("hash32", () => {
  it("gives the published values of MurmurHash3_x86_32, whatever is left after the last word", () => {
    expect(hash("", 0)).toBe(0);
    expect(hash("", 1)).toBe(0x514e28b7);
    expect(hash("a", 0x9747b28c)).toBe(0x7fa09ea6);
    expect(hash("ab", 0x9747b28c)).toBe(0x74875592);
    expect(hash("abc", 0x9747b28c)).toBe(0xc84a62dd);
    expect(hash("abcd", 0x9747b28c)).toBe(0xf0478627);
    expect(hash("The quick brown fox jumps over the lazy dog", 0x9747b28c)).toBe(0x2fa826cd);
  });

  it("reads nothing behind the length", () => {
    const bytes = addressOf(literal("abcdefgh"));
    for (let length = 0; length < 8; length++) {
      const before = hash32(bytes, length, 0);
      store<u8>(bytes + length, 0xff);
      expect(hash32(bytes, length, 0)).toBe(before);
      store<u8>(bytes + length, u8(0x61 + length));
    }
  });
});

describe("mix32", () => {
  it("depends on the order", () => {
    expect(mix32(1, 2)).not.toBe(mix32(2, 1));
  });
});
