import type { Scope } from "./scope.js";

/** Nanoseconds. */
export const UNITS: Readonly<Record<string, number>> = {
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3_600e9,
  d: 86_400e9,
};

const DURATION = /^(\d{1,9})(ms|s|m|h|d)$/;

/** What a duration may be, in nanoseconds and as people write it. */
export interface DurationBounds {
  readonly least: number;
  readonly most: number;
  readonly written: string;
}

/** A duration in nanoseconds; undefined when it is wrong (which has been reported). */
export function lowerDuration(text: string, bounds: DurationBounds, scope: Scope): number | undefined {
  const [, amount = "", unit = ""] = DURATION.exec(text) ?? [];
  const nanoseconds = Number(amount) * (UNITS[unit] ?? Number.NaN);
  if (nanoseconds >= bounds.least && nanoseconds <= bounds.most) return nanoseconds;
  const what = Number.isNaN(nanoseconds) ? "is no duration" : `is not ${bounds.written}`;
  const help = "write a number and a unit, such as `60s`; the units are ms, s, m, h and d";
  scope.error("invalid-duration", `\`${text}\` ${what}`, help);
  return undefined;
}
