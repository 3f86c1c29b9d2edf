import type { Footprint } from "./footprint/footprint.js";
import type { Machine } from "./machine.js";
import type { Effort, Sample } from "./measure.js";
import { median } from "./statistics.js";
import type { Variant } from "./variants/variant.js";
import type { WorstCase } from "./worst/measure.js";

/** All that one run found out; also the JSON that it writes. Times are nanoseconds of worker CPU per request. */
export interface Results {
  readonly date: string;
  readonly machine: Machine;
  readonly effort: Effort;
  readonly variants: readonly Cost[];
  /** Absent when only some variants were asked for. */
  readonly footprint?: Footprint;
  /** Likewise. */
  readonly worstCases?: readonly WorstCase[];
}

export interface Cost {
  readonly name: string;
  readonly group: string;
  /** The variant itself. */
  readonly total: Spread;
  /** The variant less no filter: the median of the pairs, and the least of the one less the least of the other. */
  readonly added: Spread;
  readonly samples: readonly Sample[];
}

export interface Spread {
  readonly min: number;
  readonly median: number;
}

export function costOf({ name, group }: Variant, samples: readonly Sample[]): Cost {
  const total = spreadOf(samples.map(({ variant }) => variant));
  const baseline = spreadOf(samples.map((sample) => sample.baseline));
  const pairs = samples.map((sample) => sample.variant - sample.baseline);
  const added = { min: total.min - baseline.min, median: median(pairs) };
  return { name, group, total, added, samples };
}

function spreadOf(values: readonly number[]): Spread {
  return { min: Math.min(...values), median: median(values) };
}
