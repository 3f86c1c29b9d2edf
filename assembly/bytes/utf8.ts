import { Slice, addressOf, lengthOf } from "./slice";

/**
 * How many bytes a UTF-8 sequence with this first byte has (Unicode §3.9, table 3-7); 0: no sequence begins so.
 */
export function sequenceLength(first: u32): i32 {
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/** Whether the second byte may follow the first: no overlong form, no surrogate, nothing above U+10FFFF. */
export function mayFollow(first: u32, second: u32): bool {
  if (first == 0xe0) return second >= 0xa0 && second <= 0xbf;
  if (first == 0xed) return second >= 0x80 && second <= 0x9f;
  if (first == 0xf0) return second >= 0x90 && second <= 0xbf;
  if (first == 0xf4) return second >= 0x80 && second <= 0x8f;
  return isContinuation(second);
}


@inline
export function isContinuation(byte: u32): bool {
  return (byte & 0xc0) == 0x80;
}

/** How many bytes the sequence at `at` has; 0 when none begins there. */
export function sequenceAt(at: usize, end: usize): i32 {
  const first = u32(load<u8>(at));
  const length = sequenceLength(first);
  if (length <= 1) return length;
  if (end - at < usize(length) || !mayFollow(first, load<u8>(at, 1))) return 0;
  for (let i = 2; i < length; i++) if (!isContinuation(load<u8>(at + i))) return 0;
  return length;
}

/** How many code points a text has; -1 when it is no UTF-8. */
export function countCodePoints(text: Slice): i32 {
  const end = addressOf(text) + lengthOf(text);
  let count = 0;
  let at = addressOf(text);
  while (at < end) {
    if (end - at >= 8 && (load<u64>(at) & 0x8080808080808080) == 0) {
      at += 8;
      count += 8;
      continue;
    }
    const length = sequenceAt(at, end);
    if (length == 0) return -1;
    at += length;
    count++;
  }
  return count;
}


@inline
export function isUtf8(text: Slice): bool {
  return countCodePoints(text) >= 0;
}

/** Writes a code point, which is no surrogate, in UTF-8; answers how many bytes it takes. */
export function writeCodePoint(to: usize, point: u32): i32 {
  if (point < 0x80) {
    store<u8>(to, u8(point));
    return 1;
  }
  const length = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  let rest = point;
  for (let i = length - 1; i > 0; i--) {
    store<u8>(to + i, u8(0x80 | (rest & 0x3f)));
    rest >>= 6;
  }
  store<u8>(to, u8((0xf00 >> length) | rest));
  return length;
}
