import { literal } from "../slice";
import { integer, readInteger, toDouble } from "./number";

function read(number: string): string {
  return readInteger(literal(number)) ? integer.toString() : "none";
}

describe("readInteger", () => {
  it("reads what is whole, however it is written", () => {
    const numbers: StaticArray<StaticArray<string>> = [
      ["0", "0"],
      ["-0", "0"],
      ["-0.0", "0"],
      ["0e99999", "0"],
      ["7", "7"],
      ["-42", "-42"],
      ["1300819380", "1300819380"],
      ["1.0", "1"],
      ["1.50e1", "15"],
      ["1e3", "1000"],
      ["1E+18", "1000000000000000000"],
      ["1200e-2", "12"],
      ["0.001e3", "1"],
      ["9007199254740993", "9007199254740993"],
      ["9223372036854775807", "9223372036854775807"],
      ["9223372036854775807.000", "9223372036854775807"],
      ["-9223372036854775808", "-9223372036854775808"],
    ];
    for (let i = 0; i < numbers.length; i++) expect(read(numbers[i][0])).toBe(numbers[i][1], numbers[i][0]);
  });

  it("refuses what is not whole, or does not fit", () => {
    const numbers = [
      "0.5",
      "-1.5",
      "1e-1",
      "1.00000000000000000000001",
      "9223372036854775808",
      "-9223372036854775809",
      "18446744073709551615",
      "18446744073709551616",
      "9999999999999999999",
      "10000000000000000000",
      "1e19",
      "1e400",
      "-1e99999999999",
    ];
    for (let i = 0; i < numbers.length; i++) expect(read(numbers[i])).toBe("none", numbers[i]);
  });
});

describe("toDouble", () => {
  it("is the nearest double", () => {
    expect(toDouble(literal("0.1"))).toBe(0.1);
    expect(toDouble(literal("-2.5e-3"))).toBe(-0.0025);
    expect(toDouble(literal("1e23"))).toBe(1e23);
    expect(toDouble(literal("9007199254740993"))).toBe(9007199254740992);
    expect(toDouble(literal("9007199254740993.0000001"))).toBe(9007199254740994);
    expect(toDouble(literal("1.7976931348623157e308"))).toBe(1.7976931348623157e308);
    expect(toDouble(literal("5e-324"))).toBe(5e-324);
    expect(toDouble(literal("2.4703282292062327e-324"))).toBe(0);
    expect(toDouble(literal("2.4703282292062328e-324"))).toBe(5e-324);
    expect(1 / toDouble(literal("-0.0"))).toBe(-Infinity);
  });

  it("is infinite when the number is too large", () => {
    expect(toDouble(literal("1e309"))).toBe(Infinity);
    expect(toDouble(literal("-1.7976931348623159e308"))).toBe(-Infinity);
  });
});
