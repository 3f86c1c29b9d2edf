import { expect, test } from "vitest";
import { median } from "./statistics.js";

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
  [[-1, 10, 100], 10],
  [[7], 7],
  [[], Number.NaN],
])("the median of %j is %d", (values, expected) => {
  expect(median(values)).toBe(expected);
});
