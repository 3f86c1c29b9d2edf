import { describe, expect, test } from "vitest";
import { encodePairs, type Pair, readPairs } from "./pairs.js";

const encode = (pairs: readonly Pair[]) => Buffer.from(encodePairs(pairs));

const SOUND = encode([
  ["ab", "c"],
  ["d", ""],
]);

/** The sound pairs with one byte changed. */
const changed = (at: number, byte: number) => {
  const bytes = Buffer.from(SOUND);
  bytes[at] = byte;
  return bytes;
};

test("the layout: a count, sizes, then each text with a zero byte", () => {
  expect(SOUND).toEqual(
    Buffer.concat([
      Buffer.from([2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]),
      Buffer.from("ab\0c\0d\0\0"),
    ]),
  );
  expect(readPairs(SOUND)).toEqual([
    ["ab", "c"],
    ["d", ""],
  ]);
});

describe("reads as no pairs at all", () => {
  test.each([
    ["nothing", Buffer.alloc(0)],
    ["a count cut short", SOUND.subarray(0, 3)],
    ["sizes cut short", SOUND.subarray(0, 12)],
    ["text cut short", SOUND.subarray(0, SOUND.length - 1)],
    ["bytes left over", Buffer.concat([SOUND, Buffer.alloc(1)])],
    ["a name without its zero", changed(22, 1)],
    ["a value without its zero", changed(24, 1)],
    ["a size beyond the end", changed(5, 255)],
    ["a count beyond the end", changed(0, 9)],
    ["1,025 pairs", encode(Array.from({ length: 1025 }, (): Pair => ["a", "b"]))],
    ["more than 1 MiB", encode([["a", "b".repeat(1024 * 1024)]])],
  ])("%s", (_, bytes) => {
    expect(readPairs(bytes)).toEqual([]);
  });

  test("1,024 pairs are not too many", () => {
    expect(readPairs(encode(Array.from({ length: 1024 }, (): Pair => ["a", "b"])))).toHaveLength(1024);
  });
});
