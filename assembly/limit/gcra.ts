/**
 * The generic cell rate algorithm (ITU-T I.371): a token bucket kept as one number, the theoretical arrival
 * time (TAT) at which the bucket will be full again. All times are nanoseconds.
 */

/**
 * The TAT after one more hit, or 0 when the hit has to be refused. `interval`: between hits at the rate;
 * `tolerance`: the interval times the burst.
 */
@inline
export function advance(tat: u64, now: u64, interval: u64, tolerance: u64): u64 {
  const next = max(tat, now) + interval;
  return next - now <= tolerance ? next : 0;
}

/** How long until a hit that was refused would be admitted. */
export function waitTime(tat: u64, now: u64, interval: u64, tolerance: u64): u64 {
  const next = max(tat, now) + interval;
  return next - now <= tolerance ? 0 : next - now - tolerance;
}
