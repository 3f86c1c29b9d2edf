/** Millions of callers under one limit: what an Envoy with the cell takes on the way. */
import { residentBytes } from "../envoy/memory.js";
import { startEnvoy } from "../envoy/process.js";
import { workerClock } from "../envoy/worker-clock.js";
import { CONNECTIONS, startLoad } from "../load/load.js";
import { portOf } from "../measure.js";
import { FIRST_CALLER } from "../scenario/callers.js";
import { requestText, TENANT } from "../scenario/request.js";
import type { Variant } from "../variants/variant.js";

/** How long the load runs between two looks at how many callers came, in milliseconds. */
const SLICE_MS = 250;
const STEPS = 20;

/** None comes twice. */
const ALL_CALLERS = { first: FIRST_CALLER, count: 10 ** FIRST_CALLER.length };

/** A part of the way. */
export interface Step {
  /** How many callers came so far. */
  readonly callers: number;
  /** Envoy's memory after it. */
  readonly residentBytes: number;
  /** Nanoseconds of the worker's CPU per request during it. */
  readonly cpu: number;
  /** Nanoseconds from a request to its answer during it, on average. */
  readonly latency: number;
}

/**
 * One request of each caller, one caller after the other. @throws {Error} one is refused
 * @param onStep is told of each twentieth of the way
 */
export async function measureCallers(
  variant: Variant,
  total: number,
  onStep: (step: Step) => void,
): Promise<Step[]> {
  const envoy = await startEnvoy([variant]);
  const load = startLoad();
  try {
    const port = portOf(envoy, variant.name);
    await load.prepare(port, [requestText(TENANT)], ALL_CALLERS);
    const steps: Step[] = [];
    for (let callers = 0; callers < total; callers = steps.at(-1)?.callers ?? total) {
      const step = await measureStep(envoy.pid, callers, total / STEPS, () => load.run(port, SLICE_MS));
      steps.push(step);
      onStep(step);
    }
    return steps;
  } finally {
    load.stop();
    await envoy.stop();
  }
}

async function measureStep(
  pid: number,
  before: number,
  wanted: number,
  run: () => Promise<number>,
): Promise<Step> {
  const clock = workerClock(pid);
  const start = { time: performance.now(), cpu: clock() };
  let requests = 0;
  while (requests < wanted) requests += await run();
  return {
    callers: before + requests,
    residentBytes: residentBytes(pid),
    cpu: (clock() - start.cpu) / requests,
    latency: ((performance.now() - start.time) * 1e6 * CONNECTIONS) / requests,
  };
}
