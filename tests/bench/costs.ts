import { tightName } from "./envoy/config.js";
import { type Envoy, startEnvoy } from "./envoy/process.js";
import { checkLimits, checkVariant } from "./load/check.js";
import { type Load, startLoad } from "./load/load.js";
import { type Effort, measure, portOf } from "./measure.js";
import { type Cost, costOf } from "./results.js";
import { FIRST_CALLER } from "./scenario/callers.js";
import { requestText, TENANT } from "./scenario/request.js";
import { baseline } from "./variants/floor.js";
import type { Variant } from "./variants/variant.js";

/** How to measure, and where to tell how far it is. */
interface Run {
  readonly effort: Effort;
  readonly say: (progress: string) => void;
}

/** What requests cost with each variant, and without a filter: an Envoy for each number of workers. */
export async function measureCosts(wanted: readonly Variant[], run: Run): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (const workers of [1, 2]) {
    const variants = wanted.filter((variant) => (variant.workers ?? 1) === workers);
    if (variants.length === 0) continue;
    run.say(`compiling policies and starting an Envoy of ${workers} with ${variants.length} variants`);
    costs.push(...(await measureTogether([baseline(workers), ...variants], workers, run)));
  }
  return costs;
}

async function measureTogether(variants: readonly Variant[], workers: number, run: Run): Promise<Cost[]> {
  const { effort, say } = run;
  const envoy = await startEnvoy(variants, workers);
  const load = startLoad();
  try {
    for (const variant of variants) await makeReady(variant, envoy, load);
    const samples = await measure(variants, { envoy, load, effort }, (round) =>
      say(`round ${round + 1} of ${effort.rounds}`),
    );
    return variants.map((variant) => costOf(variant, samples.get(variant.name) ?? []));
  } finally {
    load.stop();
    await envoy.stop();
  }
}

/** Sees the variant work, and tells the load what to ask it. */
async function makeReady(variant: Variant, envoy: Envoy, load: Load): Promise<void> {
  const { name, callers = 1 } = variant;
  const port = portOf(envoy, name);
  await checkVariant(variant, port);
  if (variant.tight) await checkLimits(name, portOf(envoy, tightName(name)));
  await load.prepare(
    port,
    requestsOf(variant),
    callers === 1 ? undefined : { first: FIRST_CALLER, count: callers },
  );
}

function requestsOf({ tokens }: Variant): string[] {
  return tokens?.().map((token) => requestText(TENANT, token)) ?? [requestText(TENANT)];
}
