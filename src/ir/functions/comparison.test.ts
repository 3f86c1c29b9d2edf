import { describe, expect, test } from "vitest";
import { call, list, map, type Short } from "../testing/call.js";
import { bool, bytes, duration, int, NULL, timestamp, uint } from "../value.js";

const NAN = Number.NaN;
const MAX = 2n ** 63n - 1n;

describe("equals", () => {
  test.each<[string, Short, Short, boolean]>([
    ["an int is the uint of the same number", int(1n), uint(1n), true],
    ["an int is the double of the same number", int(1n), 1, true],
    ["an int above 2^53 is the double nearest to it", int(MAX), 2 ** 63, true],
    ["a negative int is no uint", int(-1n), uint(2n ** 64n - 1n), false],
    ["zeros of both signs", 0, -0, true],
    ["NaN is not even itself", NAN, NAN, false],
    ["other types never are", "1", int(1n), false],
    ["null is null", NULL, NULL, true],
    ["null is nothing else", NULL, false, false],
    ["strings are not normalized", "é", "e\u0301", false],
    ["bytes", bytes(Buffer.from("a")), bytes(Uint8Array.of(97)), true],
    ["bytes are no string", bytes(Buffer.from("a")), "a", false],
    ["a timestamp is no duration", timestamp(0n), duration(0n), false],
    ["lists by their items", list(int(1n), "a"), list(uint(1n), "a"), true],
    ["lists of different length", list(int(1n)), list(int(1n), int(1n)), false],
    ["a list with NaN is not itself", list(NAN), list(NAN), false],
    ["maps in any order", map(["a", true], ["b", false]), map(["b", false], ["a", true]), true],
    ["maps by exact numbers", map([int(1n), true]), map([uint(1n), true]), true],
    ["a map with more", map(["a", true]), map(["a", true], ["b", false]), false],
    ["maps with other values", map(["a", true]), map(["a", false]), false],
    ["addresses", { type: "ip", value: [10, 0, 0, 1] }, { type: "ip", value: [10, 0, 0, 1] }, true],
    ["addresses of two families", { type: "ip", value: [0] }, { type: "ip", value: [0, 0] }, false],
    [
      "blocks of different length",
      { type: "cidr", value: { bytes: [10, 0, 0, 0], length: 8 } },
      { type: "cidr", value: { bytes: [10, 0, 0, 0], length: 9 } },
      false,
    ],
  ])("%s", (_, a, b, expected) => {
    expect(call("equals", a, b)).toEqual(bool(expected));
    expect(call("equals", b, a)).toEqual(bool(expected));
  });
});

describe("less", () => {
  test.each<[string, Short, Short]>([
    ["ints", int(-1n), int(0n)],
    ["an int and a uint", int(-1n), uint(0n)],
    ["a uint and an int", uint(0n), int(1n)],
    ["an int and a double", int(1n), 1.5],
    ["a double and a uint", -0.5, uint(0n)],
    ["infinities", Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    ["strings by bytes, so by code points", "\uffee", "\u{10000}"],
    ["a string and a longer one", "a", "aa"],
    ["bytes", bytes(Uint8Array.of(1)), bytes(Uint8Array.of(255))],
    ["booleans", false, true],
    ["timestamps", timestamp(-1n), timestamp(0n)],
    ["durations", duration(-1n), duration(0n)],
  ])("%s", (_, a, b) => {
    expect(call("less", a, b)).toEqual(bool(true));
    expect(call("less", b, a)).toEqual(bool(false));
    expect(call("less", a, a)).toEqual(bool(false));
    expect(call("lessOrEqual", a, b)).toEqual(bool(true));
    expect(call("lessOrEqual", b, a)).toEqual(bool(false));
    expect(call("lessOrEqual", a, a)).toEqual(bool(true));
  });

  test.each<[string, Short, Short]>([
    ["NaN", NAN, 1],
    ["NaN and an int", int(1n), NAN],
    ["a string and a number", "1", int(1n)],
    ["a timestamp and a duration", timestamp(0n), duration(0n)],
    ["lists", list(int(1n)), list(int(2n))],
    ["nulls", NULL, NULL],
    ["addresses", { type: "ip", value: [1] }, { type: "ip", value: [2] }],
  ])("%s: no order", (_, a, b) => {
    expect(call("less", a, b)).toBeUndefined();
    expect(call("lessOrEqual", a, b)).toBeUndefined();
  });
});
