import { FIELD, FUNCTION } from "../../image/layout";
import { duration, int, result, text, timestamp } from "../../testing/values";

/** The first second of the year 10000. */
const END: i64 = 253_402_300_800;
/** The first of the year 1. */
const FIRST: i64 = -62_135_596_800;

describe("a sum or difference of times", () => {
  it("stays within the years 1 to 9999", () => {
    timestamp(END - 1, 999_999_998);
    duration(1);
    expect(result(FUNCTION.ADD)).toBe("time 253402300799.999999999");
    timestamp(END - 1, 999_999_999);
    duration(1);
    expect(result(FUNCTION.ADD)).toBe("error");
    timestamp(FIRST);
    duration(1);
    expect(result(FUNCTION.SUBTRACT)).toBe("error");
    int(END - 1);
    expect(result(FUNCTION.TIMESTAMP)).toBe("time 253402300799.0");
    int(END);
    expect(result(FUNCTION.TIMESTAMP)).toBe("error");
    int(i64.MAX_VALUE);
    expect(result(FUNCTION.TIMESTAMP)).toBe("error");
  });

  it("fits a duration, or fails", () => {
    duration(i64.MAX_VALUE);
    duration(1);
    expect(result(FUNCTION.ADD)).toBe("error");
    duration(i64.MIN_VALUE);
    duration(1);
    expect(result(FUNCTION.SUBTRACT)).toBe("error");
    timestamp(9_223_372_036, 854_775_807);
    timestamp(0);
    expect(result(FUNCTION.SUBTRACT)).toBe("9223372036854775807ns");
    timestamp(9_223_372_036, 854_775_808);
    timestamp(0);
    expect(result(FUNCTION.SUBTRACT)).toBe("error");
    timestamp(9_223_372_037);
    timestamp(0, 500_000_000);
    expect(result(FUNCTION.SUBTRACT)).toBe("9223372036500000000ns");
    timestamp(-9_223_372_037, 145_224_192);
    timestamp(0);
    expect(result(FUNCTION.SUBTRACT)).toBe("-9223372036854775808ns");
    timestamp(END - 1);
    timestamp(FIRST);
    expect(result(FUNCTION.SUBTRACT)).toBe("error");
  });
});

/** All fields of 2024-02-29T23:59:58.987654321Z, a Thursday, in the order of their numbers. */
const FIELDS: StaticArray<i64> = [2024, 1, 29, 28, 4, 59, 23, 59, 58, 987];
/** Those an hour later, as `+01:00` has them. */
const LATER: StaticArray<i64> = [2024, 2, 1, 0, 5, 60, 0, 59, 58, 987];

describe("a field of a timestamp", () => {
  it("is that in UTC, or in a time zone", () => {
    for (let field: u32 = FIELD.FULL_YEAR; field <= FIELD.MILLISECONDS; field++) {
      timestamp(1_709_251_198, 987_654_321);
      expect(result(FUNCTION.FIELD + field)).toBe(FIELDS[field].toString(), `${field}`);
      timestamp(1_709_251_198, 987_654_321);
      text("+01:00");
      expect(result(FUNCTION.FIELD_AT + field)).toBe(LATER[field].toString(), `${field}`);
    }
  });

  it("before 1970 counts forward, too", () => {
    timestamp(-1, 1_000_000);
    expect(result(FUNCTION.FIELD + FIELD.SECONDS)).toBe("59");
    timestamp(-1, 1_000_000);
    expect(result(FUNCTION.FIELD + FIELD.MILLISECONDS)).toBe("1");
    timestamp(-1, 1_000_000);
    expect(result(FUNCTION.FIELD + FIELD.DAY_OF_WEEK)).toBe("3");
  });

  it("is none in a zone that is not UTC or hours and minutes", () => {
    const zones = ["", "Z", "utc", "Europe/Berlin", "+1:00", "+24:00", "+00:60", "01-00", "*01:00"];
    for (let i = 0; i < zones.length; i++) {
      timestamp(0);
      text(zones[i]);
      expect(result(FUNCTION.FIELD_AT + FIELD.HOURS)).toBe("error", zones[i]);
    }
    const good = ["UTC", "+00:00", "-00:00", "00:00"];
    for (let i = 0; i < good.length; i++) {
      timestamp(0);
      text(good[i]);
      expect(result(FUNCTION.FIELD_AT + FIELD.HOURS)).toBe("0", good[i]);
    }
  });
});

describe("a field of a duration", () => {
  it("is all of it in that unit, and of milliseconds what is behind the second", () => {
    const units: StaticArray<u32> = [FIELD.HOURS, FIELD.MINUTES, FIELD.SECONDS, FIELD.MILLISECONDS];
    const forward: StaticArray<i64> = [1, 90, 5400, 321];
    for (let i = 0; i < units.length; i++) {
      duration(5_400_321_000_000);
      expect(result(FUNCTION.FIELD + units[i])).toBe(forward[i].toString(), `${i}`);
      duration(-5_400_321_000_000);
      expect(result(FUNCTION.FIELD + units[i])).toBe((-forward[i]).toString(), `${i}`);
    }
    duration(0);
    expect(result(FUNCTION.FIELD + FIELD.FULL_YEAR)).toBe("error");
  });
});
