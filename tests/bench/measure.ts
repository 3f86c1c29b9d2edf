import type { Envoy } from "./envoy/process.js";
import { workerClock } from "./envoy/worker-clock.js";
import type { Load } from "./load/load.js";
import { baseline } from "./variants/floor.js";
import type { Variant } from "./variants/variant.js";

export interface Effort {
  readonly rounds: number;
  /** How long one listener is kept busy at a time, in milliseconds. */
  readonly sliceMs: number;
}

/** CPU of all workers per request in nanoseconds: of the variant, and of no filter measured just before it. */
export interface Sample {
  readonly variant: number;
  readonly baseline: number;
}

/**
 * Measures all variants in rounds, each beginning with another variant. The machine's speed changes from second to
 * second, so each slice of a variant follows one of the baseline, and only the two are compared.
 */
export async function measure(
  variants: readonly Variant[],
  { envoy, load, effort }: { envoy: Envoy; load: Load; effort: Effort },
  progress: (round: number) => void,
): Promise<Map<string, Sample[]>> {
  const clock = workerClock(envoy.pid);
  const cost = async (name: string): Promise<number> => {
    const before = clock();
    const completed = await load.run(portOf(envoy, name), effort.sliceMs);
    return (clock() - before) / completed;
  };
  const samples = new Map(variants.map(({ name }) => [name, [] as Sample[]]));
  for (const variant of variants)
    await warmUp(variant, () => load.run(portOf(envoy, variant.name), effort.sliceMs));
  for (let round = 0; round < effort.rounds; round++) {
    progress(round);
    for (const { name } of rotated(variants, Math.floor((round * variants.length) / effort.rounds))) {
      const without = await cost(baseline(envoy.workers).name);
      samples.get(name)?.push({ baseline: without, variant: await cost(name) });
    }
  }
  return samples;
}

/** Until what can be remembered is: each token was seen twice. */
async function warmUp({ tokens }: Variant, run: () => Promise<number>): Promise<void> {
  const wanted = 2 * (tokens?.().length ?? 0);
  let answered = await run();
  while (answered < wanted) answered += await run();
}

/** The port of a variant's listener. @throws {Error} it has none */
export function portOf(envoy: Envoy, name: string): number {
  const port = envoy.ports.get(name);
  if (port === undefined) throw new Error(`Envoy has no listener \`${name}\``);
  return port;
}

/** The same items, beginning at the one with this index. */
export function rotated<T>(items: readonly T[], by: number): T[] {
  return [...items.slice(by), ...items.slice(0, by)];
}
