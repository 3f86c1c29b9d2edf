import { describe, expect, test } from "vitest";
import { BOUND, type FunctionName } from "../expression.js";
import { call, list, type Short, toValue } from "../testing/call.js";
import { bytes, duration, int, timestamp, uint } from "../value.js";

const INT = { least: int(-(2n ** 63n)), most: int(2n ** 63n - 1n) };
const UINT_MOST = uint(2n ** 64n - 1n);
const YEAR_1 = timestamp(-62_135_596_800n * 1_000_000_000n);
const END_OF_9999 = timestamp(253_402_300_800n * 1_000_000_000n - 1n);

describe("gives", () => {
  test.each<[FunctionName, Short[], Short]>([
    ["add", [int(1n), int(-2n)], int(-1n)],
    ["add", [uint(1n), uint(2n)], uint(3n)],
    ["add", [0.5, 0.25], 0.75],
    ["add", [Number.MAX_VALUE, Number.MAX_VALUE], Number.POSITIVE_INFINITY],
    ["add", ["é", "b"], "éb"],
    ["add", [bytes(Uint8Array.of(1)), bytes(Uint8Array.of(2))], bytes(Buffer.from([1, 2]))],
    ["add", [list(true), list("a")], list(true, "a")],
    ["add", [timestamp(1n), duration(-2n)], timestamp(-1n)],
    ["add", [duration(-2n), timestamp(1n)], timestamp(-1n)],
    ["add", [duration(1n), duration(2n)], duration(3n)],
    ["subtract", [int(1n), int(2n)], int(-1n)],
    ["subtract", [uint(2n), uint(2n)], uint(0n)],
    ["subtract", [timestamp(1n), timestamp(2n)], duration(-1n)],
    ["subtract", [timestamp(1n), duration(2n)], timestamp(-1n)],
    ["subtract", [duration(1n), duration(2n)], duration(-1n)],
    ["multiply", [int(-3n), int(5n)], int(-15n)],
    ["multiply", [0, -1], -0],
    ["divide", [int(-7n), int(2n)], int(-3n)],
    ["divide", [uint(7n), uint(2n)], uint(3n)],
    ["divide", [1, 0], Number.POSITIVE_INFINITY],
    ["divide", [0, 0], Number.NaN],
    ["modulo", [int(-7n), int(2n)], int(-1n)],
    ["modulo", [int(7n), int(-2n)], int(1n)],
    ["modulo", [uint(7n), uint(2n)], uint(1n)],
    ["negate", [int(5n)], int(-5n)],
    ["negate", [0], -0],
    ["not", [true], false],
  ])("%s(%o)", (name, args, expected) => {
    expect(call(name, ...args)).toEqual(toValue(expected));
  });
});

describe("is an error", () => {
  test.each<[FunctionName, Short[]]>([
    ["add", [INT.most, int(1n)]],
    ["add", [UINT_MOST, uint(1n)]],
    ["add", [int(1n), uint(1n)]],
    ["add", [int(1n), 1]],
    ["add", [END_OF_9999, duration(1n)]],
    ["add", [duration(2n ** 63n - 1n), duration(1n)]],
    ["add", [timestamp(0n), timestamp(0n)]],
    ["add", ["a".repeat(BOUND.BYTES), "b"]],
    ["add", ["é".repeat(BOUND.BYTES / 2), "b"]],
    ["add", [bytes(Buffer.alloc(BOUND.BYTES)), bytes(Buffer.alloc(1))]],
    ["add", [list(...Array<boolean>(BOUND.ITEMS).fill(true)), list(true)]],
    ["subtract", [INT.least, int(1n)]],
    ["subtract", [uint(0n), uint(1n)]],
    ["subtract", [YEAR_1, duration(1n)]],
    ["subtract", [END_OF_9999, YEAR_1]],
    ["multiply", [INT.least, int(-1n)]],
    ["multiply", [UINT_MOST, uint(2n)]],
    ["divide", [int(1n), int(0n)]],
    ["divide", [uint(1n), uint(0n)]],
    ["divide", [INT.least, int(-1n)]],
    ["modulo", [int(1n), int(0n)]],
    ["modulo", [uint(1n), uint(0n)]],
    ["modulo", [INT.least, int(-1n)]],
    ["modulo", [1, 1]],
    ["negate", [INT.least]],
    ["negate", [uint(1n)]],
    ["not", ["true"]],
  ])("%s(%o)", (name, args) => {
    expect(call(name, ...args)).toBeUndefined();
  });

  test("only above the bounds", () => {
    expect(call("add", "a".repeat(BOUND.BYTES - 1), "b")).toBeDefined();
    expect(call("add", list(...Array<boolean>(BOUND.ITEMS - 1).fill(true)), list(true))).toBeDefined();
  });
});
