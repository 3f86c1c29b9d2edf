import { expect, test } from "vitest";
import { type Dfa, REFUSED } from "./dfa.js";
import { encodeDfa } from "./encode.js";

/** `^ab?$`, its classes of bytes: others, `a`, `b`. */
const dfa: Dfa = {
  start: 2,
  classes: Uint8Array.from({ length: 256 }, (_, byte) => (byte === 0x61 ? 1 : byte === 0x62 ? 2 : 0)),
  classCount: 3,
  next: Int32Array.of(...[0, 0, 0], ...[1, 1, 1], ...[0, 3, 0], ...[0, 0, 4], ...[0, 0, 0]),
  fitsAtEnd: Uint8Array.of(0, 1, 0, 1, 1),
};

test("an automaton is a head, the classes, and a row for each state", () => {
  const bytes = encodeDfa(dfa);
  const words = [...new Uint16Array(bytes.buffer)];
  expect(bytes.length).toBe(264 + 3 * 8);
  expect(words.slice(0, 4)).toEqual([288, 0, 66, 3]);
  expect([...bytes.subarray(8 + 0x60, 8 + 0x64)]).toEqual([1, 2, 3, 1]);
  expect(words.slice(132)).toEqual([...[0, 0, 68, 0], ...[1, 0, 0, 70], ...[1, 0, 0, 0]]);
});

test("rows are filled up to whole words", () => {
  const bytes = encodeDfa({
    ...dfa,
    classCount: 2,
    next: Int32Array.of(0, 0, 1, 1, 3, 0, 0, 1),
    fitsAtEnd: Uint8Array.of(0, 1, 0, 1),
  });
  expect([...new Uint16Array(bytes.buffer)].slice(132)).toEqual([...[0, 68, 0, 0], ...[1, 0, 1, 0]]);
});

test("a pattern that nothing fits has no rows", () => {
  const nothing = {
    ...dfa,
    start: REFUSED,
    next: Int32Array.of(0, 0, 0, 1, 1, 1),
    fitsAtEnd: Uint8Array.of(0, 1),
  };
  const bytes = encodeDfa(nothing);
  expect(bytes.length).toBe(264);
  expect([...bytes.subarray(4, 6)]).toEqual([0, 0]);
});
