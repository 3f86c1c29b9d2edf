import { expect, test } from "vitest";
import { figure, table } from "./table.js";

test("columns line up, names to the left and numbers to the right", () => {
  expect(
    table(
      ["what", "µs"],
      [
        ["a", "1.00"],
        ["longer", "12.00"],
      ],
    ),
  ).toBe(`| what   |    µs |
| ------ | ----: |
| a      |  1.00 |
| longer | 12.00 |`);
});

test.each([
  [0.0123, "0.0123"],
  [0.5, "0.500"],
  [7, "7.00"],
  [12.34, "12.3"],
  [1234.5, "1,235"],
])("%d is shown as %s", (value, shown) => {
  expect(figure(value)).toBe(shown);
});
