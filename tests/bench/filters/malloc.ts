/** The host's allocator for the filters written on the bare ABI: one block, given out anew for each request. */

const SIZE: usize = 64 * 1024;
const BLOCK: usize = memory.data(65536, 16);

let used: usize = 0;

export function malloc(size: usize): usize {
  const aligned = (size + 15) & ~15;
  if (aligned > SIZE - used) unreachable();
  const address = BLOCK + used;
  used += aligned;
  return address;
}

/** Forgets what was given out. */
export function reset(): void {
  used = 0;
}
