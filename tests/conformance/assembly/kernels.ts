// The kernels behind numbers, so that a test outside reads and writes linear memory itself.
import { parseAddress } from "../../../assembly/bytes/address";
import { MAX_HOST, normalizeHost } from "../../../assembly/bytes/host";
import { PathNormalizer } from "../../../assembly/bytes/path";
import { ABSENT, slice } from "../../../assembly/bytes/slice";
import { ofPath } from "../../../assembly/cell/reasons";
import { matchesRegex } from "../../../assembly/engine/regex";
import { isRegex } from "../../../assembly/image/regex";

export { hash32, mix32 } from "../../../assembly/bytes/hash";

/** Where a test puts what it has; 512 KiB. */
export const input: usize = heap.alloc(0x80000);

const output: usize = heap.alloc(MAX_HOST);

const normalizer = new PathNormalizer();

// The functions below answer slices (assembly/bytes/slice.ts).

/** The reason when the path is refused, else empty. */
export function normalize(length: i32, bits: u32): u64 {
  return ofPath(normalizer.normalize(slice(input, length), bits));
}

export function path(): u64 {
  return normalizer.path;
}

export function query(): u64 {
  return normalizer.query;
}

export function changed(): bool {
  return normalizer.changed;
}

export function host(length: i32): u64 {
  return normalizeHost(slice(input, length), output);
}

/** The bytes of the address. */
export function address(length: i32): u64 {
  const family = parseAddress(slice(input, length), output);
  return family > 0 ? slice(output, family > 4 ? 16 : 4) : ABSENT;
}

/** Of a regular expression at the input. */
export function isRegexIn(room: u32): bool {
  return isRegex(input, room);
}

/** A text of `length` bytes after a regular expression of `size` bytes at the input. */
export function matches(size: i32, length: i32): bool {
  return matchesRegex(input, slice(input + size, length));
}
