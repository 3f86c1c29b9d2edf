// The kernels behind numbers, so that a test outside reads and writes linear memory itself.
import { PathNormalizer } from "../../../assembly/bytes/path";
import { Slice, slice } from "../../../assembly/bytes/slice";
import { ofPath } from "../../../assembly/cell/reasons";

export { hash32, mix32 } from "../../../assembly/bytes/hash";

/** Where a test puts what it has; 64 KiB. */
export const input: usize = heap.alloc(0x10000);

const normalizer = new PathNormalizer();

/** Answers a slice: the reason when the path is refused, else empty. */
export function normalize(length: i32, bits: u32): Slice {
  return ofPath(normalizer.normalize(slice(input, length), bits));
}

export function path(): Slice {
  return normalizer.path;
}

export function query(): Slice {
  return normalizer.query;
}

export function changed(): bool {
  return normalizer.changed;
}
