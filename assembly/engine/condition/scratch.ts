/**
 * Memory of the evaluation at hand. Evaluations take turns, and none leaves anything behind, so all images of
 * a VM share it.
 */
import { MAX } from "../../image/layout";

/** Values that an evaluation works on, the first at this address. */
export const STACK: usize = memory.data(16 * MAX.STACK, 16);

/** Strings, lists and maps that it makes. */
const HEAP: usize = memory.data(256 * 1024, 16);
const HEAP_END: usize = HEAP + 256 * 1024;

/** Units of work within its steps: an item compared is one, and so are so many bytes looked at or written. */
const MAX_WORK: i32 = 1 << 18;
const BYTES_SHIFT: i32 = 6;

/** The image that the evaluation belongs to. */
export let image: usize = 0;

/** Work that nothing may be taken of any more. */
const NONE_LEFT: i32 = -1;

let free: usize = HEAP;
let work: i32 = 0;

/** Begins an evaluation. */
@inline
export function begin(at: usize): void {
  image = at;
  free = HEAP;
  work = MAX_WORK;
}

/** Room for `size` bytes, aligned to 8; 0 when there is none left, or no work to fill it. */
export function allocate(size: usize): usize {
  const address = free;
  if (size > HEAP_END - address || !mayTouch(u32(size))) return 0;
  free = min(HEAP_END, (address + size + 7) & ~7);
  return address;
}

/** What a later `release` gives back all that is allocated from now on to. */
@inline
export function mark(): usize {
  return free;
}


@inline
export function release(to: usize): void {
  free = to;
}

/** Takes some units of work; false from the first time on that there are not enough left. */
@inline
export function mayWork(units: i32): bool {
  work = units > work ? NONE_LEFT : work - units;
  return work >= 0;
}

/** Takes the work of so many bytes; likewise. */
@inline
export function mayTouch(bytes: u32): bool {
  return mayWork(bytes >> BYTES_SHIFT);
}

/** Whether an outcome is void because it took too much work. */
@inline
export function isExhausted(): bool {
  return work < 0;
}
