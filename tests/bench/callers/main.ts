import { table } from "../report/table.js";
import { cellLimits } from "../variants/limits.js";
import { whatGrew } from "./flat.js";
import { measureCallers, type Step } from "./measure.js";

const MIB = 1024 * 1024;

/** Prints how an Envoy with the cell does while so many callers come. @throws {Error} memory or time grew with them */
export async function runCallers(total: number, say: (progress: string) => void): Promise<void> {
  const { tight, ...about } = cellLimits({ limits: 1, callers: total, workers: 1 });
  if (tight === undefined) throw new Error(`\`${about.name}\` has no tight limits`);
  say(`${total.toLocaleString("en")} callers, each limited to one request an hour`);
  const steps = await measureCallers({ ...about, filters: tight }, total, ({ callers }) =>
    say(`${callers.toLocaleString("en")} callers`),
  );
  console.log(toTable(steps));
  const grown = whatGrew(steps);
  if (grown.length > 0) throw new Error(`grew with the number of callers: ${grown.join("; ")}`);
}

function toTable(steps: readonly Step[]): string {
  return table(
    ["callers", "memory, MiB", "CPU per request, µs", "latency, µs"],
    steps.map(({ callers, residentBytes, cpu, latency }) => [
      callers.toLocaleString("en"),
      (residentBytes / MIB).toFixed(1),
      ...[cpu, latency].map((nanoseconds) => (nanoseconds / 1_000).toFixed(1)),
    ]),
  );
}
