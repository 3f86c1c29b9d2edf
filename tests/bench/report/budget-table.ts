import type { Budget } from "../budgets.js";
import { figure, table } from "./table.js";

/** What must be, what was found, and whether that is so. */
export function budgetTable(all: readonly Budget[]): string {
  return table(
    ["budget", "must be", "found", ""],
    all.map((budget) => [budget.what, bound(budget), found(budget), judgement(budget)]),
  );
}

function bound({ bound: word, limit, unit }: Budget): string {
  return `${word === "at most" ? "≤" : "≥"} ${limit} ${unit}`;
}

function found({ found: value, unit }: Budget): string {
  return value === undefined ? "–" : `${figure(value)} ${unit}`;
}

function judgement({ bound: word, limit, found: value }: Budget): string {
  if (value === undefined) return "not measured";
  return (word === "at most" ? value <= limit : value >= limit) ? "met" : "over";
}
