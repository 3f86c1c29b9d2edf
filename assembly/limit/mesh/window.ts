/**
 * A service counts in windows that begin with each second, minute, hour or day (UTC), but tells their end in whole
 * seconds, rounded up. Where this Envoy's clock fits what it tells, that clock is more exact.
 */

const SECOND: u64 = 1_000_000_000;

/** When the window ends that is open at `now` by the wall clock `wall`; both nanoseconds. */
export function endOfWindow(now: u64, wall: u64, periodNs: u64): u64 {
  return now + periodNs - (wall % periodNs);
}

/** When a window ends for which the service said, to a call at `at`, that it ends in `resetNs`; 0: it did not say. */
export function endAsTold(at: u64, own: u64, resetNs: u64): u64 {
  if (resetNs == 0) return own;
  const wait = own - at;
  return wait <= resetNs && wait + SECOND > resetNs ? own : at + resetNs;
}
