import type { Machine } from "../machine.js";
import { median } from "../statistics.js";
import type { Effort, Sample } from "./measure.js";

/** All that one run found out; also the JSON that it writes. */
export interface TierResults {
  readonly date: string;
  readonly machine: Machine;
  readonly effort: Effort;
  readonly measured: readonly Measured[];
  /** False: what needs a rate limit service was left out. */
  readonly hasService: boolean;
}

export interface Measured {
  readonly name: string;
  /** One for each round. */
  readonly samples: readonly Sample[];
}

/** A figure of a sample. */
export type Figure = (sample: Sample) => number;

export const p50: Figure = (sample) => sample.p50;
export const p99: Figure = (sample) => sample.p99;
/** CPU time of all parts. */
export const cpu: Figure = (sample) => sample.cpu.gateway + sample.cpu.sidecar + sample.cpu.limits;

export function medianOf({ samples }: Measured, figure: Figure): number {
  return median(samples.map(figure));
}

/** The median of the ratios of each round; undefined: one of the two was not measured. */
export function medianRatio(
  { measured }: TierResults,
  of: string,
  to: string,
  figure: Figure,
): number | undefined {
  const [above, below] = [of, to].map((name) => measured.find((one) => one.name === name)?.samples);
  if (above === undefined || below === undefined) return undefined;
  return median(above.flatMap((sample, round) => ratios(sample, below[round], figure)));
}

function ratios(above: Sample, below: Sample | undefined, figure: Figure): number[] {
  return below === undefined ? [] : [figure(above) / figure(below)];
}
