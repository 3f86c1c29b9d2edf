import { FUNCTION, TAG } from "../../image/layout";
import {
  boolean,
  bytesOf,
  double,
  duration,
  error,
  here,
  int,
  list,
  map,
  nil,
  result,
  text,
  timestamp,
  uint,
} from "../../testing/values";

const A: StaticArray<u8> = [0x61];

/** How many kinds of values `make` knows. */
const KINDS: i32 = 9;

/** A value of a kind, none of them equal to one of another. */
function make(kind: i32): usize {
  switch (kind) {
    case 0:
      return nil();
    case 1:
      return boolean(true);
    case 2:
      return int(1);
    case 3:
      return timestamp(1);
    case 4:
      return duration(1);
    case 5:
      return text("a");
    case 6:
      return bytesOf(TAG.BYTES, A);
    case 7:
      return list(here());
    default:
      return map(here());
  }
}

/** Whether the number that `a` makes is less than, equal to or more than `b`'s. */
function orderOf(a: string, b: string): string {
  if (ofNumbers(FUNCTION.EQUALS, a, b) == "true") return "=";
  if (ofNumbers(FUNCTION.LESS, a, b) == "true") return "<";
  return ofNumbers(FUNCTION.LESS, b, a) == "true" ? ">" : "?";
}

function ofNumbers(number: u32, a: string, b: string): string {
  makeNumber(a);
  makeNumber(b);
  return result(number);
}

/** As CEL writes it: `1` an int, `1u` a uint, `1.0` a double. */
function makeNumber(written: string): usize {
  if (written.endsWith("u")) return uint(U64.parseInt(written));
  if (written.includes(".") || written == "NaN") return double(F64.parseFloat(written));
  return int(I64.parseInt(written));
}

describe("numbers", () => {
  it("compare as the numbers they are, whatever their types", () => {
    expect(orderOf("1", "1u")).toBe("=");
    expect(orderOf("1", "1.0")).toBe("=");
    expect(orderOf("1u", "1.0")).toBe("=");
    expect(orderOf("0.0", "-0.0")).toBe("=");
    expect(orderOf("-1", "0u")).toBe("<");
    expect(orderOf("-1", "18446744073709551615u")).toBe("<");
    expect(orderOf("9223372036854775807", "9223372036854775808u")).toBe("<");
    expect(orderOf("18446744073709551615u", "-9223372036854775808")).toBe(">");
    expect(orderOf("1u", "-1")).toBe(">");
    expect(orderOf("-2", "-1")).toBe("<");
    expect(orderOf("-0.5", "0u")).toBe("<");
    expect(orderOf("1.5", "1")).toBe(">");
  });

  it("compare next to a double as the doubles nearest to them", () => {
    expect(orderOf("9223372036854775807", "9223372036854775808.0")).toBe("=");
    expect(orderOf("9007199254740993", "9007199254740992.0")).toBe("=");
    expect(orderOf("18446744073709551615u", "18446744073709551616.0")).toBe("=");
  });

  it("have no order with NaN, nor has it with itself", () => {
    expect(orderOf("NaN", "NaN")).toBe("?");
    expect(orderOf("NaN", "1")).toBe("?");
    expect(ofNumbers(FUNCTION.LESS, "NaN", "1")).toBe("error");
  });

  it("are keys of maps only when they are exactly the same", () => {
    const first = here();
    int(9_223_372_036_854_775_807);
    boolean(true);
    map(first);
    double(9223372036854775808.0);
    expect(result(FUNCTION.HAS)).toBe("false");
    map(here());
    int(1);
    expect(result(FUNCTION.HAS)).toBe("false");
    const second = here();
    int(1);
    boolean(true);
    map(second);
    double(1.0);
    expect(result(FUNCTION.HAS)).toBe("true");
  });
});

describe("values of different types", () => {
  it("are not equal, and have no order", () => {
    for (let a = 0; a < KINDS; a++) {
      for (let b = 0; b < KINDS; b++) {
        make(a);
        make(b);
        expect(result(FUNCTION.EQUALS)).toBe((a == b).toString(), `${a} ${b}`);
        if (a == b) continue;
        make(a);
        make(b);
        expect(result(FUNCTION.LESS)).toBe("error", `${a} ${b}`);
      }
    }
  });

  it("are not equal to an error: that is one", () => {
    for (let kind = 0; kind < KINDS; kind++) {
      make(kind);
      error();
      expect(result(FUNCTION.EQUALS)).toBe("error", `${kind}`);
      error();
      make(kind);
      expect(result(FUNCTION.EQUALS)).toBe("error", `${kind}`);
    }
  });
});

function isLess(): string {
  return result(FUNCTION.LESS);
}

describe("an order", () => {
  it("have booleans, times, and strings by their bytes", () => {
    boolean(false);
    boolean(true);
    expect(isLess()).toBe("true");
    timestamp(1, 1);
    timestamp(1, 2);
    expect(isLess()).toBe("true");
    timestamp(-1, 999_999_999);
    timestamp(0);
    expect(isLess()).toBe("true");
    duration(-1);
    duration(0);
    expect(isLess()).toBe("true");
    text("a");
    text("aa");
    expect(isLess()).toBe("true");
    text("\uffee");
    text("\u{10000}");
    expect(isLess()).toBe("true");
    text("b");
    text("aa");
    expect(isLess()).toBe("false");
  });

  it("have no lists, maps or nulls", () => {
    for (let kind = 0; kind < KINDS; kind += 7) {
      make(kind);
      make(kind);
      expect(isLess()).toBe("error", `${kind}`);
    }
    make(8);
    make(8);
    expect(isLess()).toBe("error");
  });

  it("that is not strict holds for what is equal", () => {
    text("a");
    text("a");
    expect(result(FUNCTION.LESS_OR_EQUAL)).toBe("true");
    text("a");
    text("a");
    expect(isLess()).toBe("false");
    boolean(true);
    boolean(false);
    expect(result(FUNCTION.LESS_OR_EQUAL)).toBe("false");
  });
});

describe("lists and maps", () => {
  it("are equal by what is in them, maps in any order", () => {
    let first = here();
    int(1);
    text("a");
    list(first);
    first = here();
    uint(1);
    text("a");
    list(first);
    expect(result(FUNCTION.EQUALS)).toBe("true");
    first = here();
    text("a");
    int(1);
    text("b");
    int(2);
    map(first);
    first = here();
    text("b");
    int(2);
    text("a");
    int(1);
    map(first);
    expect(result(FUNCTION.EQUALS)).toBe("true");
  });

  it("are not when one has more, or another value", () => {
    let first = here();
    int(1);
    list(first);
    first = here();
    int(1);
    int(1);
    list(first);
    expect(result(FUNCTION.EQUALS)).toBe("false");
    first = here();
    text("a");
    int(1);
    map(first);
    first = here();
    text("a");
    int(2);
    map(first);
    expect(result(FUNCTION.EQUALS)).toBe("false");
    first = here();
    double(NaN);
    list(first);
    first = here();
    double(NaN);
    list(first);
    expect(result(FUNCTION.EQUALS)).toBe("false");
  });
});
