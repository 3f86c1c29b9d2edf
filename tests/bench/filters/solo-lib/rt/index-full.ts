/**
 * The reference-counting entry points that left AssemblyScript's standard library in 0.18 and that
 * `@solo-io/proxy-runtime` 0.1.8 still imports, on today's garbage collector: what is retained is pinned.
 */

/** Keeps an object alive until `__release`. */
export function __retain(pointer: usize): usize {
  return __pin(pointer);
}

/** Lets go of an object that `__retain` kept. */
export function __release(pointer: usize): void {
  __unpin(pointer);
}
