import { FUNCTION } from "../../image/layout";
import { boolean, double, int, nil, result, text, timestamp, uint } from "../../testing/values";

/** What a conversion makes of a text. */
function ofText(number: u32, written: string): string {
  text(written);
  return result(number);
}

/** What a conversion makes of a double. */
function ofDouble(number: u32, value: f64): string {
  double(value);
  return result(number);
}

describe("a conversion", () => {
  it("to a boolean takes six words for each", () => {
    const yes = ["1", "t", "T", "true", "TRUE", "True"];
    const no = ["0", "f", "F", "false", "FALSE", "False"];
    for (let i = 0; i < 6; i++) {
      expect(ofText(FUNCTION.BOOL, yes[i])).toBe("true", yes[i]);
      expect(ofText(FUNCTION.BOOL, no[i])).toBe("false", no[i]);
    }
    const neither = ["", "tRUE", "fALSE", "yes", "falsy", "2", "10"];
    for (let i = 0; i < neither.length; i++)
      expect(ofText(FUNCTION.BOOL, neither[i])).toBe("error", neither[i]);
  });

  it("to an int takes what fits", () => {
    expect(ofText(FUNCTION.INT, "-9223372036854775808")).toBe("-9223372036854775808");
    expect(ofText(FUNCTION.INT, "9223372036854775807")).toBe("9223372036854775807");
    expect(ofText(FUNCTION.INT, "+007")).toBe("7");
    expect(ofDouble(FUNCTION.INT, -1.9)).toBe("-1");
    uint(9_223_372_036_854_775_807);
    expect(result(FUNCTION.INT)).toBe("9223372036854775807");
    timestamp(-1, 5);
    expect(result(FUNCTION.INT)).toBe("-1");
    const bad = [
      "9223372036854775808",
      "-9223372036854775809",
      "",
      "-",
      "0x1",
      " 1",
      "1.0",
      "99999999999999999999",
    ];
    for (let i = 0; i < bad.length; i++) expect(ofText(FUNCTION.INT, bad[i])).toBe("error", bad[i]);
    uint(9_223_372_036_854_775_808);
    expect(result(FUNCTION.INT)).toBe("error");
    const doubles: StaticArray<f64> = [9223372036854775808.0, -9223372036854775808.0, NaN, Infinity];
    for (let i = 0; i < doubles.length; i++) expect(ofDouble(FUNCTION.INT, doubles[i])).toBe("error", `${i}`);
  });

  it("to a uint takes what fits", () => {
    expect(ofText(FUNCTION.UINT, "18446744073709551615")).toBe("18446744073709551615u");
    expect(ofDouble(FUNCTION.UINT, 1.9)).toBe("1u");
    const bad = ["18446744073709551616", "", "+1", "-0"];
    for (let i = 0; i < bad.length; i++) expect(ofText(FUNCTION.UINT, bad[i])).toBe("error", bad[i]);
    int(-1);
    expect(result(FUNCTION.UINT)).toBe("error");
    const doubles: StaticArray<f64> = [18446744073709551616.0, -0.5, NaN, Infinity];
    for (let i = 0; i < doubles.length; i++)
      expect(ofDouble(FUNCTION.UINT, doubles[i])).toBe("error", `${i}`);
  });

  it("to a double takes the nearest", () => {
    expect(ofText(FUNCTION.DOUBLE, "-1.5e-3")).toBe("-0.0015");
    expect(ofText(FUNCTION.DOUBLE, "9007199254740993")).toBe("9007199254740992.0");
    expect(ofText(FUNCTION.DOUBLE, "NaN")).toBe("NaN");
    int(9_007_199_254_740_993);
    expect(result(FUNCTION.DOUBLE)).toBe("9007199254740992.0");
    const bad = ["", ".", "0x1", "1_0", " 1", "1e309"];
    for (let i = 0; i < bad.length; i++) expect(ofText(FUNCTION.DOUBLE, bad[i])).toBe("error", bad[i]);
  });

  it("to a string writes what reads as the same value", () => {
    expect(ofDouble(FUNCTION.STRING, 1)).toBe("1");
    expect(ofDouble(FUNCTION.STRING, 1e21)).toBe("1e+21");
    expect(ofDouble(FUNCTION.STRING, -0.0045)).toBe("-0.0045");
    expect(ofDouble(FUNCTION.STRING, 0.1 + 0.2)).toBe("0.30000000000000004");
    int(i64.MIN_VALUE);
    expect(result(FUNCTION.STRING)).toBe("-9223372036854775808");
    uint(u64.MAX_VALUE);
    expect(result(FUNCTION.STRING)).toBe("18446744073709551615");
    boolean(false);
    expect(result(FUNCTION.STRING)).toBe("false");
    nil();
    expect(result(FUNCTION.STRING)).toBe("error");
  });
});
