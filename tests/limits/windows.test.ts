import { expect, test } from "vitest";
import { tightestWindow } from "./windows.js";

/** Requests that were decided at once. */
const at = (...seconds: readonly number[]) => seconds.map((time) => ({ sent: time, answered: time }));

test("a burst in the middle of a quiet time is what tells how much there is to spare", () => {
  const { admitted, spare } = tightestWindow(at(0, 10, 10, 10, 10, 20), 1, 3);
  expect(admitted).toBe(4);
  expect(spare).toBe(-1);
});

test("two bursts that a window of fixed edges would tell apart count together", () => {
  const window = tightestWindow(at(0.9, 0.9, 0.9, 1, 1, 1), 2, 3);
  expect(window.seconds).toBeCloseTo(0.1);
  expect(window.admitted).toBe(6);
  expect(window.spare).toBeCloseTo(-2.8);
});

test("requests that may have been decided outside of a window do not count for it", () => {
  const slow = { sent: 0, answered: 5 };
  expect(tightestWindow([slow, slow, ...at(2)], 1, 1)).toEqual({ seconds: 0, admitted: 1, spare: 0 });
});
