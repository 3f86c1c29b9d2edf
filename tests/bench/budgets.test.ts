import { expect, test } from "vitest";
import { budgets } from "./budgets.js";
import type { Results } from "./results.js";
import { allVariants } from "./variants/all.js";

const machine = { cpu: "test", cores: 2, pinned: true, envoy: "1.40.0", node: "20.0.0" };
const about = { date: "2026-11-25T00:00:00.000Z", machine, effort: { rounds: 1, sliceMs: 1 } };

/** Every variant adds as many nanoseconds as its place in the list says, from 1. */
const variants = allVariants().map(({ name, group }, index) => {
  const spread = { min: index + 1, median: index + 1 };
  return { name, group, total: spread, added: spread, samples: [] };
});

const footprint = {
  modules: [{ name: "cell", bytes: 32 * 1024 }],
  images: [{ rules: 100_000, readMs: 1_000, compileMs: 500, imageBytes: 12_000_000, configureMs: 50 }],
  memory: [],
};

test("a full run judges every budget: none names a variant that is not measured", () => {
  const results: Results = { ...about, variants, footprint };
  expect(budgets(results).filter(({ found }) => found === undefined)).toEqual([]);
});

test("what is paid once is put in the budget's unit", () => {
  const found = budgets({ ...about, variants, footprint }).map(
    ({ found: value, unit }) => `${value} ${unit}`,
  );
  expect(found.slice(-4)).toEqual(["32 KiB", "120 B/rule", "2 M rules/s", "1.5 s"]);
});

test("what was left out of the run is not judged", () => {
  expect(budgets({ ...about, variants: [] }).every(({ found }) => found === undefined)).toBe(true);
});
