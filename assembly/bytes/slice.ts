/**
 * A run of bytes somewhere in linear memory, packed into one integer so that it costs no allocation:
 *
 *   63            32 31             0
 *   +---------------+---------------+
 *   |    length     |    address    |
 *   +---------------+---------------+
 *
 * A slice borrows: it is good for as long as the memory it names. What the host returned lives until
 * the callback ends; an image lives as long as its root.
 */
export type Slice = u64;

/** No bytes. */
export const EMPTY: Slice = 0;


@inline
export function slice(address: usize, length: i32): Slice {
  return ((<u64>(<u32>length)) << 32) | (<u64>(<u32>address));
}


@inline
export function addressOf(bytes: Slice): usize {
  return <usize>(<u32>bytes);
}


@inline
export function lengthOf(bytes: Slice): i32 {
  return <i32>(bytes >> 32);
}

/**
 * The UTF-8 bytes of a string, in memory that stays until `free`. For constants at start-up, such as
 * `const NAME = literal("x-tenant")`, and for what a root keeps of its configuration.
 */
export function literal(text: string): Slice {
  const length = String.UTF8.byteLength(text);
  const address = heap.alloc(length);
  String.UTF8.encodeUnsafe(changetype<usize>(text), text.length, address);
  return slice(address, length);
}

/** Gives back what `literal` made, once. `EMPTY` and `ABSENT` have nothing to give back. */
export function free(bytes: Slice): void {
  heap.free(addressOf(bytes));
}

/** Not there: the header was not sent, the property has no value. Its length reads as negative. */
export const ABSENT: Slice = 1 << 63;

/** The host could not or would not say. Never to be taken for "not there". */
export const FAILED: Slice = 3 << 62;

/** Whether these are bytes (maybe none), rather than `ABSENT` or `FAILED`. */
@inline
export function isPresent(bytes: Slice): bool {
  return bytes >> 63 == 0;
}
