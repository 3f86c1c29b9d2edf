/**
 * Memory for what the host hands over. The host asks for it through the exported `malloc` while one of
 * its functions runs; all of it is given back at once when the next callback begins.
 */

/** Bytes of the block that is reused for ever: the headers of any sane request and a few properties. */
const BLOCK: usize = 64 * 1024;

/** What does not fit gets a block of its own; the first word links to the one before. */
const LINK: usize = 8;

let block: usize = 0;
let used: usize = 0;
let overflow: usize = 0;

/** `size` bytes, aligned to 8, good until the next callback. Traps only when linear memory is exhausted. */
export function allocate(size: usize): usize {
  const aligned = (size + 7) & ~7;
  if (aligned < size || aligned > BLOCK - used) return allocateOverflow(size);
  if (block == 0) block = heap.alloc(BLOCK);
  const address = block + used;
  used += aligned;
  return address;
}

function allocateOverflow(size: usize): usize {
  if (size > usize.MAX_VALUE - LINK) unreachable();
  const address = heap.alloc(size + LINK);
  store<usize>(address, overflow);
  overflow = address;
  return address + LINK;
}

/**
 * Gives back all that was allocated, and all that the host handed over. Called when an outermost callback begins; in a
 * callback that works on many streams one after the other, between them.
 */
export function reset(): void {
  used = 0;
  while (overflow != 0) {
    const previous = load<usize>(overflow);
    heap.free(overflow);
    overflow = previous;
  }
}

/** The host's allocator (proxy-wasm ABI: `malloc`, else `proxy_on_memory_allocate`). */
export function malloc(size: usize): usize {
  return allocate(size);
}
