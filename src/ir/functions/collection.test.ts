import { expect, test } from "vitest";
import type { FunctionName } from "../expression.js";
import { call, list, map, type Short, toValue } from "../testing/call.js";
import { bytes, int, NULL, uint } from "../value.js";

const THREE = list("a", "b", "c");
const KEYS = map([int(1n), "int"], [uint(2n), "uint"], [true, "bool"], ["k", NULL]);

test.each<[FunctionName, Short[], Short | undefined]>([
  ["size", [list()], int(0n)],
  ["size", [THREE], int(3n)],
  ["size", [KEYS], int(4n)],
  ["size", [int(3n)], undefined],
  ["in", ["b", THREE], true],
  ["in", ["d", THREE], false],
  ["in", [1, list(uint(1n))], true],
  ["in", [Number.NaN, list(Number.NaN)], false],
  ["in", [1, KEYS], true],
  ["in", [1.5, KEYS], false],
  ["in", [NULL, KEYS], false],
  ["in", ["a", "abc"], undefined],
  ["index", [THREE, int(0n)], "a"],
  ["index", [THREE, uint(2n)], "c"],
  ["index", [THREE, 1], "b"],
  ["index", [THREE, 0.5], undefined],
  ["index", [THREE, int(3n)], undefined],
  ["index", [THREE, int(-1n)], undefined],
  ["index", [THREE, Number.NaN], undefined],
  ["index", [THREE, "0"], undefined],
  ["index", [KEYS, uint(1n)], "int"],
  ["index", [KEYS, 2], "uint"],
  ["index", [KEYS, true], "bool"],
  ["index", [KEYS, "k"], NULL],
  ["index", [KEYS, "1"], undefined],
  ["index", [KEYS, bytes(Buffer.from("k"))], undefined],
  ["index", [map([int(2n ** 53n + 1n), true]), 2 ** 53], undefined],
  ["has", [KEYS, "k"], true],
  ["has", [KEYS, "l"], false],
  ["has", [THREE, "k"], undefined],
])("%s(%o)", (name, args, expected) => {
  expect(call(name, ...args)).toEqual(expected === undefined ? undefined : toValue(expected));
});
