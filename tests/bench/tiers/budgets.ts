import { atMost, type Budget } from "../budgets.js";
import { CELL_MESH, CELL_PROXY, NATIVE_LOCAL, NATIVE_SERVICE } from "./contenders.js";
import { cpu, type Figure, medianRatio, p50, p99, type TierResults } from "./results.js";

/** What the design promises of whole deployments. */
export function tierBudgets(results: TierResults): Budget[] {
  const ratio = (limit: number, of: string, to: string, what: string, figure: Figure) =>
    atMost(limit, "×", `${of} / ${to}: ${what}`, { found: medianRatio(results, of, to, figure) });
  return [
    ratio(0.4, CELL_MESH, NATIVE_SERVICE, "CPU", cpu),
    ratio(0.4, CELL_MESH, NATIVE_SERVICE, "p50", p50),
    ratio(0.4, CELL_MESH, NATIVE_SERVICE, "p99", p99),
    ...[CELL_MESH, CELL_PROXY].flatMap((cell) => [
      ratio(1, cell, NATIVE_LOCAL, "CPU", cpu),
      ratio(1, cell, NATIVE_LOCAL, "p99", p99),
    ]),
  ];
}
