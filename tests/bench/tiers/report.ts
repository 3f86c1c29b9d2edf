import { INSTALL } from "../../../examples/demo/mesh-limits/servers.js";
import { budgetTable } from "../report/budget-table.js";
import { figure, table } from "../report/table.js";
import { tierBudgets } from "./budgets.js";
import { cpu, type Figure, medianOf, p50, p99, type TierResults } from "./results.js";

const HEAD = [
  "gateway + sidecar",
  "p50, ms",
  "p99, ms",
  "CPU a request, µs",
  "gateway",
  "sidecar",
  "limit service",
];

const LATENCIES: readonly Figure[] = [p50, p99];

const CPU_TIMES: readonly Figure[] = [
  cpu,
  (sample) => sample.cpu.gateway,
  (sample) => sample.cpu.sidecar,
  (sample) => sample.cpu.limits,
];

/** The results for people: readable as text, and as Markdown. */
export function toMarkdown(results: TierResults): string {
  const rows = results.measured.map((one) => [
    one.name,
    ...LATENCIES.map((latency) => figure(medianOf(one, latency))),
    ...CPU_TIMES.map((time) => medianOf(one, time).toFixed(0)),
  ]);
  const missing = results.hasService ? [] : [leftOut()];
  return [heading(results), table(HEAD, rows), ...missing, budgetTable(tierBudgets(results))].join("\n\n");
}

/** What is said when there is no rate limit service. */
export function leftOut(): string {
  const commands = INSTALL.map((command) => `\`${command}\``).join(", ");
  return `Left out for want of redis-server and envoyproxy/ratelimit, which ${commands} install: limits by the service, and of the mesh.`;
}

function heading({ date, machine, effort }: TierResults): string {
  const { cpu: model, cores, envoy, node } = machine;
  return (
    `${date.slice(0, 10)}, ${model}, ${cores} cores for everything, Envoy ${envoy}, Node ${node}; ` +
    `${effort.rounds} rounds of ${effort.sliceMs / 1_000} s at ${effort.perSecond.toLocaleString("en")} requests/s.`
  );
}
