/** A few seeds of each; `npm run nightly` has more, and says how to repeat one that went wrong. */
import { expect, test } from "vitest";
import { runSeeds } from "../seeded/watch.js";

const MINUTE = 60_000;

test.each([
  ["requests", 20],
  ["images", 20],
  ["conditions", 8],
  ["host", 20],
])("%s: %i seeds", { timeout: 5 * MINUTE }, async (work, seeds) => {
  const done: number[] = [];
  await runSeeds({ work, first: 1, seeds }, (seed) => done.push(seed));
  expect(done).toHaveLength(seeds);
});
