import { expect, test } from "vitest";
import { tierBudgets } from "./budgets.js";
import { CELL_MESH, CELL_PROXY, contenders, NATIVE_LOCAL, NATIVE_SERVICE } from "./contenders.js";
import type { Sample } from "./measure.js";
import type { TierResults } from "./results.js";

const machine = { cpu: "test", cores: 2, pinned: true, envoy: "1.40.0", node: "20.0.0" };
const effort = { rounds: 3, sliceMs: 1, perSecond: 1 };
const about = { date: "2026-11-25T00:00:00.000Z", machine, effort };

/** Every figure is `size`, in CPU time the sum of the parts. */
function sample(size: number): Sample {
  return { p50: size, p99: size, cpu: { gateway: size / 2, sidecar: size / 4, limits: size / 4 } };
}

/** @param sizes of each round, by name */
function resultsOf(sizes: Readonly<Record<string, readonly number[]>>): TierResults {
  const measured = Object.entries(sizes).map(([name, each]) => ({ name, samples: each.map(sample) }));
  return { ...about, measured, hasService: true };
}

test("a full run judges every budget: none names a contender that is not measured", () => {
  const names = contenders(true).map(({ name }) => [name, [1]] as const);
  const budgets = tierBudgets(resultsOf(Object.fromEntries(names)));
  expect(budgets.map(({ found }) => found)).toEqual(budgets.map(() => 1));
});

test("ratios are of the same round, so that a slow round spoils none", () => {
  const found = tierBudgets(
    resultsOf({
      [CELL_MESH]: [20, 200, 20],
      [CELL_PROXY]: [10, 100, 10],
      [NATIVE_LOCAL]: [40, 400, 40],
      [NATIVE_SERVICE]: [100, 1000, 1],
    }),
  ).map((budget) => budget.found);
  expect(found).toEqual([0.2, 0.2, 0.2, 0.5, 0.5, 0.25, 0.25]);
});

test("without a rate limit service, what needs one is not judged", () => {
  const names = contenders(false).map(({ name }) => [name, [1]] as const);
  const judged = tierBudgets(resultsOf(Object.fromEntries(names))).filter(({ found }) => found !== undefined);
  expect(judged.map(({ what }) => what)).toEqual([
    `${CELL_PROXY} / ${NATIVE_LOCAL}: CPU`,
    `${CELL_PROXY} / ${NATIVE_LOCAL}: p99`,
  ]);
});
