import { beforeAll, describe, expect, it } from "vitest";
import { hash32, mix32 } from "../../src/image/hash.js";
import { Kernels } from "./kernels.js";
import { spellings } from "./spellings.js";

let kernels: Kernels;
beforeAll(() => {
  kernels = Kernels.load();
}, 60_000);

const SEED = 0x9747b28c;

/** Published values of MurmurHash3_x86_32; bytes in hex. */
const VECTORS: readonly [bytes: string, seed: number, hash: number][] = [
  ["", 0, 0],
  ["", 1, 0x514e28b7],
  ["", 0xffffffff, 0x81f16f39],
  ["ffffffff", 0, 0x76293b50],
  ["21436587", 0, 0xf55b516b],
  ["21436587", 0x5082edee, 0x2362f9de],
  ["214365", 0, 0x7e4a8634],
  ["2143", 0, 0xa0f7b07a],
  ["21", 0, 0x72661cf4],
  ["00000000", 0, 0x2362f9de],
  ["000000", 0, 0x85f0b427],
  ["0000", 0, 0x30f4c306],
  ["00", 0, 0x514e28b7],
  [hex("aaaa"), SEED, 0x5a97808a],
  [hex("abc"), SEED, 0xc84a62dd],
  [hex("Hello, world!"), SEED, 0x24884cba],
  [hex("The quick brown fox jumps over the lazy dog"), SEED, 0x2fa826cd],
];

function hex(text: string): string {
  return Buffer.from(text).toString("hex");
}

describe("hash32", () => {
  it.each(VECTORS)("of %s with seed %i is %i, in both languages", (bytes, seed, hash) => {
    const input = Buffer.from(bytes, "hex");
    expect([hash32(input, seed), kernels.hash32(input, seed)]).toEqual([hash, hash]);
  });

  it("is the same in both languages for any bytes", () => {
    for (const text of spellings(["a", "é", "\0", "€", "\u{10ffff}", "/orders"], 2_000, 20)) {
      const bytes = Buffer.from(text);
      if (hash32(bytes, bytes.length) !== kernels.hash32(bytes, bytes.length)) expect.fail(text);
    }
  });
});

describe("mix32", () => {
  it("is the same in both languages, and pinned: images hold it", () => {
    const words = [0, 1, 2, 0x7fffffff, 0x80000000, 0xdeadbeef, 0xffffffff];
    for (const hash of words) {
      for (const next of words) expect(mix32(hash, next)).toBe(kernels.mix32(hash, next));
    }
    expect(mix32(1, 2)).toBe(1712224151);
    expect(mix32(2, 1)).toBe(2460937565);
  });
});
