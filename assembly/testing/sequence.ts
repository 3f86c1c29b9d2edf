let state: u64 = 0;

/**
 * A number below `limit` (at most 2^31): the next of a sequence that is the same in every run, so that a
 * failure comes again (Knuth's MMIX linear congruential generator).
 */
export function random(limit: u32): u32 {
  state = state * 6364136223846793005 + 1442695040888963407;
  return u32(state >> 33) % limit;
}
