import { FUNCTION } from "../../image/layout";
import { double, duration, error, int, result, text, timestamp, uint } from "../../testing/values";

const LEAST = i64.MIN_VALUE;
const MOST = i64.MAX_VALUE;

/** What a function makes of two ints. */
function ofInts(number: u32, a: i64, b: i64): string {
  int(a);
  int(b);
  return result(number);
}

function ofUints(number: u32, a: u64, b: u64): string {
  uint(a);
  uint(b);
  return result(number);
}

function ofDoubles(number: u32, a: f64, b: f64): string {
  double(a);
  double(b);
  return result(number);
}

describe("arithmetic of ints", () => {
  it("is exact up to the bounds", () => {
    expect(ofInts(FUNCTION.ADD, MOST - 1, 1)).toBe(MOST.toString());
    expect(ofInts(FUNCTION.ADD, LEAST, MOST)).toBe("-1");
    expect(ofInts(FUNCTION.SUBTRACT, LEAST + 1, 1)).toBe(LEAST.toString());
    expect(ofInts(FUNCTION.SUBTRACT, -1, LEAST)).toBe(MOST.toString());
    expect(ofInts(FUNCTION.MULTIPLY, -1, MOST)).toBe((-MOST).toString());
    expect(ofInts(FUNCTION.MULTIPLY, LEAST, 1)).toBe(LEAST.toString());
    expect(ofInts(FUNCTION.MULTIPLY, 0, LEAST)).toBe("0");
    expect(ofInts(FUNCTION.DIVIDE, -7, 2)).toBe("-3");
    expect(ofInts(FUNCTION.MODULO, -7, 2)).toBe("-1");
    expect(ofInts(FUNCTION.MODULO, 7, -2)).toBe("1");
  });

  it("fails beyond them, and by 0", () => {
    expect(ofInts(FUNCTION.ADD, MOST, 1)).toBe("error");
    expect(ofInts(FUNCTION.ADD, LEAST, -1)).toBe("error");
    expect(ofInts(FUNCTION.SUBTRACT, LEAST, 1)).toBe("error");
    expect(ofInts(FUNCTION.SUBTRACT, 0, LEAST)).toBe("error");
    expect(ofInts(FUNCTION.MULTIPLY, MOST, 2)).toBe("error");
    expect(ofInts(FUNCTION.MULTIPLY, 1 << 32, 1 << 32)).toBe("error");
    expect(ofInts(FUNCTION.MULTIPLY, LEAST, -1)).toBe("error");
    expect(ofInts(FUNCTION.MULTIPLY, -1, LEAST)).toBe("error");
    expect(ofInts(FUNCTION.DIVIDE, 1, 0)).toBe("error");
    expect(ofInts(FUNCTION.DIVIDE, LEAST, -1)).toBe("error");
    expect(ofInts(FUNCTION.MODULO, 1, 0)).toBe("error");
    expect(ofInts(FUNCTION.MODULO, LEAST, -1)).toBe("error");
  });

  it("negates all but the least", () => {
    int(MOST);
    expect(result(FUNCTION.NEGATE)).toBe((-MOST).toString());
    int(LEAST);
    expect(result(FUNCTION.NEGATE)).toBe("error");
  });
});

describe("arithmetic of uints", () => {
  it("is exact up to the bounds, and fails beyond them and by 0", () => {
    expect(ofUints(FUNCTION.ADD, u64.MAX_VALUE - 1, 1)).toBe("18446744073709551615u");
    expect(ofUints(FUNCTION.ADD, u64.MAX_VALUE, 1)).toBe("error");
    expect(ofUints(FUNCTION.SUBTRACT, 1, 1)).toBe("0u");
    expect(ofUints(FUNCTION.SUBTRACT, 0, 1)).toBe("error");
    expect(ofUints(FUNCTION.MULTIPLY, 1 << 63, 1)).toBe("9223372036854775808u");
    expect(ofUints(FUNCTION.MULTIPLY, 1 << 63, 2)).toBe("error");
    expect(ofUints(FUNCTION.DIVIDE, u64.MAX_VALUE, 2)).toBe("9223372036854775807u");
    expect(ofUints(FUNCTION.DIVIDE, 1, 0)).toBe("error");
    expect(ofUints(FUNCTION.MODULO, u64.MAX_VALUE, 10)).toBe("5u");
    expect(ofUints(FUNCTION.MODULO, 1, 0)).toBe("error");
  });

  it("has no negative", () => {
    uint(1);
    expect(result(FUNCTION.NEGATE)).toBe("error");
  });
});

describe("arithmetic of doubles", () => {
  it("is IEEE 754's, without modulo", () => {
    expect(ofDoubles(FUNCTION.ADD, 0.5, 0.25)).toBe("0.75");
    expect(ofDoubles(FUNCTION.MULTIPLY, f64.MAX_VALUE, 2)).toBe("Infinity");
    expect(ofDoubles(FUNCTION.DIVIDE, -1, 0)).toBe("-Infinity");
    expect(ofDoubles(FUNCTION.DIVIDE, 0, 0)).toBe("NaN");
    expect(ofDoubles(FUNCTION.MODULO, 3, 2)).toBe("error");
  });
});

const ARITHMETIC: StaticArray<u32> = [
  FUNCTION.ADD,
  FUNCTION.SUBTRACT,
  FUNCTION.MULTIPLY,
  FUNCTION.DIVIDE,
  FUNCTION.MODULO,
];

describe("arithmetic of two types", () => {
  it("fails, and so does that of errors", () => {
    for (let i = 0; i < ARITHMETIC.length; i++) {
      int(1);
      uint(1);
      expect(result(ARITHMETIC[i])).toBe("error", `${i}`);
      double(1);
      int(1);
      expect(result(ARITHMETIC[i])).toBe("error", `${i}`);
      int(1);
      error();
      expect(result(ARITHMETIC[i])).toBe("error", `${i}`);
      text("1");
      int(1);
      expect(result(ARITHMETIC[i])).toBe("error", `${i}`);
    }
  });

  it("is for times: a timestamp and a duration", () => {
    timestamp(10, 999_999_999);
    duration(1);
    expect(result(FUNCTION.ADD)).toBe("time 11.0");
    duration(-1);
    timestamp(0);
    expect(result(FUNCTION.ADD)).toBe("time -1.999999999");
    timestamp(0);
    duration(1);
    expect(result(FUNCTION.SUBTRACT)).toBe("time -1.999999999");
    timestamp(-1, 500_000_000);
    timestamp(0);
    expect(result(FUNCTION.SUBTRACT)).toBe("-500000000ns");
  });
});
