/**
 * A set of buckets in one shared value, so that memory stays bounded however many keys there are.
 * A key may live in any of the set's places; when all are taken, the one that is full again soonest leaves.
 *
 *   +---------+---------+----   WAYS times; tag 0: empty place
 *   | u64 tag | u64 TAT | …
 *   +---------+---------+----
 */
export const WAYS: i32 = 8;

const SIZE: usize = 16;

/** Bytes of a set. */
export const SET_SIZE: i32 = WAYS * 16;

/** Address of the bucket of a tag: its own, or the one to be taken over (then `tatOf` reads 0). */
export function bucketOf(set: usize, tag: u64): usize {
  let victim = set;
  let earliest = u64.MAX_VALUE;
  for (let bucket = set; bucket < set + SET_SIZE; bucket += SIZE) {
    if (load<u64>(bucket) == tag) return bucket;
    const tat = load<u64>(bucket) == 0 ? 0 : load<u64>(bucket, 8);
    if (tat < earliest) {
      earliest = tat;
      victim = bucket;
    }
  }
  return victim;
}

/** The TAT kept for a tag; 0, a full bucket, when none is. */
@inline
export function tatOf(bucket: usize, tag: u64): u64 {
  return load<u64>(bucket) == tag ? load<u64>(bucket, 8) : 0;
}


@inline
export function setBucket(bucket: usize, tag: u64, tat: u64): void {
  store<u64>(bucket, tag);
  store<u64>(bucket, tat, 8);
}

/** Whether a bucket is another's that is not full, so that who takes its place gives away what it counted. */
@inline
export function isTaken(bucket: usize, tag: u64, now: u64): bool {
  return load<u64>(bucket) != tag && load<u64>(bucket, 8) > now;
}
