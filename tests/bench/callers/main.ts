import { table } from "../report/table.js";
import { cellLimits } from "../variants/limits.js";
import { whatGrew } from "./flat.js";
import { measureCallers, type Step } from "./measure.js";

const MIB = 1024 * 1024;
const HEAD = ["callers", "memory, MiB", "CPU per request, µs", "latency, µs"];

/** Prints how an Envoy with the cell does while so many callers come. @throws {Error} memory or time grew with them */
export async function runCallers(total: number, say: (progress: string) => void): Promise<void> {
  const { tight, ...about } = cellLimits({ limits: 1, callers: total, workers: 1 });
  if (tight === undefined) throw new Error(`\`${about.name}\` has no tight limits`);
  say(`${total.toLocaleString("en")} callers, each limited to one request an hour`);
  const steps = await measureCallers({ ...about, filters: tight }, total, (step) =>
    say(HEAD.map((what, column) => `${what}: ${cells(step)[column]}`).join("; ")),
  );
  console.log(table(HEAD, steps.map(cells)));
  const grown = whatGrew(steps);
  if (grown.length > 0) throw new Error(`grew with the number of callers: ${grown.join("; ")}`);
}

function cells({ callers, residentBytes, cpu, latency }: Step): string[] {
  const times = [cpu, latency].map((nanoseconds) => (nanoseconds / 1_000).toFixed(1));
  return [callers.toLocaleString("en"), (residentBytes / MIB).toFixed(1), ...times];
}
