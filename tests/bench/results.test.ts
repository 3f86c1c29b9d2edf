import { expect, test } from "vitest";
import { costOf } from "./results.js";
import { baseline } from "./variants/floor.js";

test("what a variant adds is not taken from a pair whose baseline was disturbed", () => {
  const samples = [
    { variant: 30, baseline: 20 },
    { variant: 31, baseline: 20 },
    { variant: 32, baseline: 90 },
  ];
  const { added, total } = costOf(baseline(1), samples);
  expect(added).toEqual({ min: 10, median: 10 });
  expect(total).toEqual({ min: 30, median: 31 });
});
