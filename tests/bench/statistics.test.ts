import { expect, test } from "vitest";
import { median, quantile } from "./statistics.js";

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
  [[-1, 10, 100], 10],
  [[7], 7],
  [[], Number.NaN],
])("the median of %j is %d", (values, expected) => {
  expect(median(values)).toBe(expected);
});

test.each([
  [[4, 1, 3, 2], 0.5, 2],
  [[4, 1, 3, 2], 0.51, 3],
  [Array.from({ length: 100 }, (_, index) => index + 1), 0.99, 99],
  [[5, 9], 0, 5],
  [[5, 9], 1, 9],
  [[], 0.5, Number.NaN],
])("the quantile of %j at %d is %d", (values, q, expected) => {
  expect(quantile(values, q)).toBe(expected);
});
