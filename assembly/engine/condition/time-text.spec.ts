import { FUNCTION } from "../../image/layout";
import { duration, result, text, timestamp } from "../../testing/values";

function timeOf(written: string): string {
  text(written);
  return result(FUNCTION.TIMESTAMP);
}

function durationOf(written: string): string {
  text(written);
  return result(FUNCTION.DURATION);
}

describe("the text of a timestamp", () => {
  it("is RFC 3339's", () => {
    expect(timeOf("1970-01-01T00:00:00Z")).toBe("time 0.0");
    expect(timeOf("1970-01-01T00:00:00.000000001Z")).toBe("time 0.1");
    expect(timeOf("1969-12-31T23:59:59.5Z")).toBe("time -1.500000000");
    expect(timeOf("1970-01-01T01:30:00+01:30")).toBe("time 0.0");
    expect(timeOf("2024-02-29T00:00:00-00:01")).toBe("time 1709164860.0");
    expect(timeOf("0001-01-01T00:00:00Z")).toBe("time -62135596800.0");
    expect(timeOf("9999-12-31T23:59:59.999999999Z")).toBe("time 253402300799.999999999");
  });

  it("is none with a day, hour or zone that there is not, or in another form", () => {
    const times = [
      "1970-01-01",
      "1970-01-01T00:00:00",
      "1970-01-01 00:00:00Z",
      "1970-01-01t00:00:00z",
      "1970-01-01T24:00:00Z",
      "1970-01-01T00:60:00Z",
      "1970-01-01T00:00:60Z",
      "1970-01-01T00:00:00.Z",
      "1970-01-01T00:00:00.0000000001Z",
      "1970-01-01T00:00:00+0100",
      "1970-01-01T00:00:00+24:00",
      "1970-13-01T00:00:00Z",
      "1970-00-01T00:00:00Z",
      "1970-01-00T00:00:00Z",
      "2100-02-29T00:00:00Z",
      "1970-04-31T00:00:00Z",
      "0001-01-01T00:00:00+00:01",
      "9999-12-31T23:59:59-00:01",
      "1970-01-01T00:00:00Z ",
      "",
    ];
    for (let i = 0; i < times.length; i++) expect(timeOf(times[i])).toBe("error", times[i]);
  });

  it("is written in UTC, with as many digits as it takes", () => {
    timestamp(1_709_164_800);
    expect(result(FUNCTION.STRING)).toBe("2024-02-29T00:00:00Z");
    timestamp(-1, 500_000_000);
    expect(result(FUNCTION.STRING)).toBe("1969-12-31T23:59:59.5Z");
    timestamp(-62_135_596_800, 1);
    expect(result(FUNCTION.STRING)).toBe("0001-01-01T00:00:00.000000001Z");
  });
});

describe("the text of a duration", () => {
  it("is a sum of numbers with units", () => {
    expect(durationOf("0")).toBe("0ns");
    expect(durationOf("-0")).toBe("0ns");
    expect(durationOf("1h30m")).toBe("5400000000000ns");
    expect(durationOf("-1.5s")).toBe("-1500000000ns");
    expect(durationOf("+1ms2us3ns")).toBe("1002003ns");
    expect(durationOf(".5m1.h")).toBe("3630000000000ns");
    expect(durationOf("1.9ns")).toBe("1ns");
  });

  it("fits in nanoseconds, or fails", () => {
    expect(durationOf("9223372036854775807ns")).toBe("9223372036854775807ns");
    expect(durationOf("9223372036854775808ns")).toBe("error");
    expect(durationOf("-9223372036854775808ns")).toBe("-9223372036854775808ns");
    expect(durationOf("-9223372036854775809ns")).toBe("error");
    expect(durationOf("2562047h47m16.854775807s")).toBe("9223372036854775807ns");
    expect(durationOf("2562047h47m16.854775808s")).toBe("error");
    expect(durationOf("2562048h")).toBe("error");
    expect(durationOf("99999999999999999999ns")).toBe("error");
  });

  it("is none without number or unit, or in another form", () => {
    const durations = ["", "-", "1", "00", "s", ".s", "1d", "1 s", "1s ", "1s-1s", "--1s", "1e3s", "1n"];
    for (let i = 0; i < durations.length; i++) expect(durationOf(durations[i])).toBe("error", durations[i]);
  });

  it("is written in seconds", () => {
    duration(5_400_000_000_000);
    expect(result(FUNCTION.STRING)).toBe("5400s");
    duration(-1_500_000_000);
    expect(result(FUNCTION.STRING)).toBe("-1.5s");
    duration(i64.MIN_VALUE);
    expect(result(FUNCTION.STRING)).toBe("-9223372036.854775808s");
  });
});
