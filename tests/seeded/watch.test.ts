import { describe, expect, test } from "vitest";
import { runSeeds } from "./watch.js";

describe("work by seeds", () => {
  test("is done for each seed, in their order", async () => {
    const done: number[] = [];
    await runSeeds({ work: "host", first: 5, seeds: 3 }, { onSeed: (seed) => done.push(seed) });
    expect(done).toEqual([5, 6, 7]);
  });

  test.each([
    ["that fails", "nothing", 60_000, "no work `nothing`"],
    ["that never ends", "decisions", 1, "still at it after 1 ms"],
  ])("%s says which seed, and how to repeat it", async (_, work, longestMs, reason) => {
    const failed = runSeeds({ work, first: 7, seeds: 1000 }, { longestMs });
    await expect(failed).rejects.toThrow(reason);
    await expect(failed).rejects.toThrow(`npm run nightly -- ${work} --seed 7`);
  });
});
