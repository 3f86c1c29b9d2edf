/**
 * Memory of the evaluation at hand. Evaluations take turns, and none leaves anything behind, so all images of
 * a VM share it.
 */
import { MAX } from "../../image/layout";

/** Values that an evaluation works on, the first at this address. */
export const STACK: usize = memory.data(16 * MAX.STACK, 16);

/** Strings, lists and maps that it makes. */
const HEAP: usize = memory.data(64 * 1024, 16);
const HEAP_END: usize = HEAP + 64 * 1024;

/** Items that it compares or searches through. */
const MAX_COMPARISONS: i32 = 1 << 18;

/** The image that the evaluation belongs to. */
export let image: usize = 0;

let free: usize = HEAP;
let comparisons: i32 = 0;

/** Begins an evaluation. */
@inline
export function begin(of: usize): void {
  image = of;
  free = HEAP;
  comparisons = MAX_COMPARISONS;
}

/** Room for `size` bytes, aligned to 8; 0 when there is none left. */
export function allocate(size: usize): usize {
  const address = free;
  if (size > HEAP_END - address) return 0;
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

/** Counts one comparison of items; false when there were too many. */
@inline
export function mayCompare(): bool {
  return --comparisons >= 0;
}

/** Whether an outcome is void because it took too many comparisons. */
@inline
export function isExhausted(): bool {
  return comparisons < 0;
}
