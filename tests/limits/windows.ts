/** A request, decided some time between the two, in seconds. */
export interface Decided {
  readonly sent: number;
  readonly answered: number;
}

/** A stretch of time, and how many were admitted within it for certain. */
export interface Window {
  readonly seconds: number;
  readonly admitted: number;
  /** How many more there may be in it by `burst` + `rate` × `seconds`; below 0: the limit was exceeded. */
  readonly spare: number;
}

/**
 * Of all windows of any length, the one where a limit of `rate` a second and a `burst` has least to spare.
 * `requests`: those that were admitted.
 */
export function tightestWindow(requests: readonly Decided[], rate: number, burst: number): Window {
  const byEnd = [...requests].sort((a, b) => a.answered - b.answered);
  let tightest: Window = { seconds: 0, admitted: 0, spare: burst };
  for (const { sent: start } of requests) {
    let admitted = 0;
    for (const { sent, answered } of byEnd) {
      if (sent < start) continue;
      admitted++;
      const seconds = answered - start;
      const spare = burst + rate * seconds - admitted;
      if (spare < tightest.spare) tightest = { seconds, admitted, spare };
    }
  }
  return tightest;
}
