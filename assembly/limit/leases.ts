/**
 * What a worker holds and knows of the Envoy's buckets: a table of fixed size in the VM's own memory, for all
 * of its configurations.
 *
 *   +---------+-----------+---------+----------+----------+
 *   | u64 tag | u64 until | u64 TAT | u32 left | u32 size |   WAYS × SETS times; tag 0: empty place
 *   +---------+-----------+---------+----------+----------+
 *
 * `left` hits were taken from the bucket and may be used before `until`; the bucket's arrival time was `TAT`
 * then; `size` is how many the worker asks for, which follows what it needs.
 * It takes 128 KiB. An entry is good for 10 ms at most, so a worker that counts 100 hits each millisecond has 1,000 of any use.
 */
const WAYS: usize = 4;
const SETS: usize = 1024;
const SIZE: usize = 32;
const SET_SIZE: usize = WAYS * SIZE;

let table: usize = 0;

/** The entry of a tag. One that is new has no more than its tag; it takes the place of the one that holds least. */
export function leaseOf(tag: u64, now: u64): usize {
  if (table == 0) open();
  const set = table + (usize(tag) & (SETS - 1)) * SET_SIZE;
  let victim = set;
  let least = u64.MAX_VALUE;
  for (let entry = set; entry < set + SET_SIZE; entry += SIZE) {
    if (load<u64>(entry) == tag) return entry;
    const worth = until(entry) > now ? 1 + u64(left(entry)) : 0;
    if (worth < least) {
      least = worth;
      victim = entry;
    }
  }
  store<u64>(victim, tag);
  setLease(victim, 0, 0, 0, 0);
  return victim;
}

function open(): void {
  table = heap.alloc(SETS * SET_SIZE);
  memory.fill(table, 0, SETS * SET_SIZE);
}


@inline
export function setLease(entry: usize, until: u64, tat: u64, left: u32, size: u32): void {
  store<u64>(entry, until, 8);
  store<u64>(entry, tat, 16);
  store<u32>(entry, left, 24);
  store<u32>(entry, size, 28);
}


@inline
export function until(entry: usize): u64 {
  return load<u64>(entry, 8);
}


@inline
export function knownTat(entry: usize): u64 {
  return load<u64>(entry, 16);
}


@inline
export function left(entry: usize): u32 {
  return load<u32>(entry, 24);
}


@inline
export function setLeft(entry: usize, left: u32): void {
  store<u32>(entry, left, 24);
}


@inline
export function size(entry: usize): u32 {
  return load<u32>(entry, 28);
}
