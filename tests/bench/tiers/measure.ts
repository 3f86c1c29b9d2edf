import { cpuMicros } from "../cpu.js";
import { rotated } from "../measure.js";
import { quantile } from "../statistics.js";
import type { Deployment, Part } from "./deployment.js";
import type { Load } from "./load/load.js";
import { loadRequest } from "./request.js";

export interface Effort {
  readonly rounds: number;
  /** How long a contender is asked in each round, in milliseconds. */
  readonly sliceMs: number;
  /** Requests a second. */
  readonly perSecond: number;
}

/** One contender in one round. */
export interface Sample {
  /** Latency, milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** CPU time of each part, microseconds a request. */
  readonly cpu: Readonly<Record<Part, number>>;
}

/** Asked before each slice and not counted: caches are warm, and connections open. */
const LEAD_IN_MS = 500;

/** Measures all contenders in rounds, each beginning with another one; the samples of each, round by round. */
export async function measure(
  deployments: readonly Deployment[],
  { load, effort }: { readonly load: Load; readonly effort: Effort },
  progress: (round: number) => void,
): Promise<Map<string, Sample[]>> {
  const samples = new Map(deployments.map(({ contender }) => [contender.name, [] as Sample[]]));
  for (let round = 0; round < effort.rounds; round++) {
    progress(round);
    for (const deployment of rotated(deployments, round % deployments.length)) {
      samples.get(deployment.contender.name)?.push(await sampleOf(deployment, load, effort));
    }
  }
  return samples;
}

async function sampleOf({ ports, pids }: Deployment, load: Load, effort: Effort): Promise<Sample> {
  const { perSecond, sliceMs } = effort;
  const order = { port: ports.gateway, perSecond, request: loadRequest() };
  await load.run({ ...order, milliseconds: LEAD_IN_MS });
  const before = clocks(pids);
  const latencies = await load.run({ ...order, milliseconds: sliceMs });
  const after = clocks(pids);
  const used = (part: Part) => (after[part] - before[part]) / latencies.length;
  return {
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    cpu: { gateway: used("gateway"), sidecar: used("sidecar"), limits: used("limits") },
  };
}

function clocks({ gateway, sidecar, limits }: Deployment["pids"]): Record<Part, number> {
  return { gateway: cpuMicros(gateway), sidecar: cpuMicros(sidecar), limits: cpuMicros(limits) };
}
