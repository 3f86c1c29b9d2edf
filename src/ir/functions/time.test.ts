import { describe, expect, test } from "vitest";
import type { FunctionName } from "../expression.js";
import { call, type Short, toValue } from "../testing/call.js";
import { duration, int, timestamp } from "../value.js";

const SECOND = 1_000_000_000n;

describe("timestamp", () => {
  test.each<[Short, bigint]>([
    ["1970-01-01T00:00:00Z", 0n],
    ["1970-01-01T00:00:00.000000001Z", 1n],
    ["1969-12-31T23:59:59.5Z", -SECOND / 2n],
    ["1970-01-01T01:00:00+01:00", 0n],
    ["1969-12-31T18:30:00-05:30", 0n],
    ["2024-02-29T00:00:00Z", 1_709_164_800n * SECOND],
    ["0001-01-01T00:00:00Z", -62_135_596_800n * SECOND],
    ["9999-12-31T23:59:59.999999999Z", 253_402_300_800n * SECOND - 1n],
    [int(1n), SECOND],
    [timestamp(5n), 5n],
  ])("%o", (from, nanos) => {
    expect(call("timestamp", from)).toEqual(timestamp(nanos));
  });

  test.each<Short>([
    "",
    "1970-01-01",
    "1970-01-01 00:00:00Z",
    "1970-01-01t00:00:00z",
    "1970-01-01T00:00:00",
    "1970-01-01T00:00Z",
    "1970-01-01T24:00:00Z",
    "1970-01-01T00:60:00Z",
    "1970-01-01T00:00:60Z",
    "1970-01-01T00:00:00.Z",
    "1970-01-01T00:00:00.0000000001Z",
    "1970-01-01T00:00:00+24:00",
    "1970-01-01T00:00:00+0100",
    "1970-13-01T00:00:00Z",
    "1970-00-01T00:00:00Z",
    "1970-02-29T00:00:00Z",
    "2100-02-29T00:00:00Z",
    "1970-04-31T00:00:00Z",
    "0000-12-31T23:59:59Z",
    "0001-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59-00:01",
    "10000-01-01T00:00:00Z",
    "1970-01-01T00:00:00Z\n",
    int(253_402_300_800n),
    1,
  ])("%o is none", (from) => {
    expect(call("timestamp", from)).toBeUndefined();
  });
});

describe("duration", () => {
  test.each<[Short, bigint]>([
    ["0", 0n],
    ["-0", 0n],
    ["1h30m", 5400n * SECOND],
    ["1.5s", 1_500_000_000n],
    ["-1.5h", -5400n * SECOND],
    ["+1ms2us3ns", 1_002_003n],
    ["1.s", SECOND],
    [".5s", SECOND / 2n],
    ["1.9ns", 1n],
    ["-1.9ns", -1n],
    ["9223372036854775807ns", 2n ** 63n - 1n],
    ["-9223372036854775808ns", -(2n ** 63n)],
    [duration(5n), 5n],
  ])("%o", (from, nanos) => {
    expect(call("duration", from)).toEqual(duration(nanos));
  });

  test.each<Short>([
    "",
    "-",
    "1",
    "00",
    "s",
    ".s",
    "1d",
    "1H",
    "1 s",
    "1s ",
    "1s-1s",
    "--1s",
    "1.0000000001s",
    "9223372036854775808ns",
    "2562048h",
    int(1n),
  ])("%o is none", (from) => {
    expect(call("duration", from)).toBeUndefined();
  });
});

test.each<[FunctionName, Short[], Short]>([
  ["string", [timestamp(0n)], "1970-01-01T00:00:00Z"],
  ["string", [timestamp(-1n)], "1969-12-31T23:59:59.999999999Z"],
  ["string", [timestamp(1_500_000_000n)], "1970-01-01T00:00:01.5Z"],
  ["string", [timestamp(-62_135_596_800n * SECOND)], "0001-01-01T00:00:00Z"],
  ["string", [duration(0n)], "0s"],
  ["string", [duration(60_001_000_000n)], "60.001s"],
  ["string", [duration(-1_500_000_000n)], "-1.5s"],
  ["string", [duration(-1n)], "-0.000000001s"],
  ["int", [timestamp(-1n)], int(-1n)],
  ["int", [timestamp(1_999_999_999n)], int(1n)],
])("%s(%o)", (name, args, expected) => {
  expect(call(name, ...args)).toEqual(toValue(expected));
});

describe("parts", () => {
  const FRIDAY = timestamp(1_234_567_890n * SECOND + 123_456_789n);
  const LEAP = timestamp(1_735_689_599n * SECOND);
  const BEFORE_1970 = timestamp(-1n);
  const LENGTH = duration(-(5400n * SECOND + 321_456_789n));

  test.each<[FunctionName, Short[], bigint | undefined]>([
    ["getFullYear", [FRIDAY], 2009n],
    ["getMonth", [FRIDAY], 1n],
    ["getDate", [FRIDAY], 13n],
    ["getDayOfMonth", [FRIDAY], 12n],
    ["getDayOfWeek", [FRIDAY], 5n],
    ["getDayOfYear", [FRIDAY], 43n],
    ["getHours", [FRIDAY], 23n],
    ["getMinutes", [FRIDAY], 31n],
    ["getSeconds", [FRIDAY], 30n],
    ["getMilliseconds", [FRIDAY], 123n],
    ["getDayOfYear", [LEAP], 365n],
    ["getMilliseconds", [BEFORE_1970], 999n],
    ["getFullYear", [BEFORE_1970], 1969n],
    ["getHours", [FRIDAY, "UTC"], 23n],
    ["getHours", [FRIDAY, "+02:00"], 1n],
    ["getHours", [FRIDAY, "02:00"], 1n],
    ["getDate", [FRIDAY, "+02:00"], 14n],
    ["getMinutes", [FRIDAY, "-09:45"], 46n],
    ["getFullYear", [timestamp(253_402_300_800n * SECOND - 1n), "+00:01"], 10_000n],
    ["getHours", [FRIDAY, "Europe/Paris"], undefined],
    ["getHours", [FRIDAY, "+24:00"], undefined],
    ["getHours", [FRIDAY, "+2:00"], undefined],
    ["getHours", [FRIDAY, ""], undefined],
    ["getHours", [LENGTH], -1n],
    ["getMinutes", [LENGTH], -90n],
    ["getSeconds", [LENGTH], -5400n],
    ["getMilliseconds", [LENGTH], -321n],
    ["getHours", [LENGTH, "UTC"], undefined],
    ["getDate", [LENGTH], undefined],
  ])("%s(%o): %s", (name, args, expected) => {
    expect(call(name, ...args)).toEqual(expected === undefined ? undefined : int(expected));
  });
});
