import { decimal } from "./decimal";
import { ABSENT, EMPTY, FAILED, literal } from "./slice";

describe("decimal", () => {
  it("reads digits", () => {
    expect(decimal(literal("0"))).toBe(0);
    expect(decimal(literal("007"))).toBe(7);
    expect(decimal(literal("1234567890"))).toBe(1234567890);
    expect(decimal(literal("999999999999999999"))).toBe(999999999999999999);
  });

  it("refuses everything else", () => {
    const wrong = [
      "-1",
      "+1",
      " 1",
      "1 ",
      "1.5",
      "1e3",
      "0x1",
      "one",
      "1\0",
      "/",
      ":",
      "1000000000000000000",
    ];
    for (let i = 0; i < wrong.length; i++) expect(decimal(literal(wrong[i]))).toBe(-1, wrong[i]);
  });

  it("finds no number where there are no bytes", () => {
    expect(decimal(EMPTY)).toBe(-1);
    expect(decimal(ABSENT)).toBe(-1);
    expect(decimal(FAILED)).toBe(-1);
  });
});
