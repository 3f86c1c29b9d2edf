/** Percent-encoding (RFC 3986 §2.1). */
import { isContinuation, mayFollow, sequenceLength } from "./utf8";

/** The byte that `%XY` at `at` stands for, or -1 when it is not an escape. */
export function escapedByte(at: usize, end: usize): i32 {
  if (end - at < 3 || load<u8>(at) != 0x25) return -1;
  const high = hexDigit(load<u8>(at, 1));
  const low = hexDigit(load<u8>(at, 2));
  return high < 0 || low < 0 ? -1 : (high << 4) | low;
}

/** Whether the escapes from `at` on begin with one whole UTF-8 sequence. */
export function isEscapedSequence(at: usize, end: usize): bool {
  const first = escapedByte(at, end);
  if (first < 0) return false;
  const length = sequenceLength(first);
  for (let i = 1; i < length; i++) {
    const next = escapedByte(at + 3 * i, end);
    if (next < 0 || !(i == 1 ? mayFollow(first, next) : isContinuation(next))) return false;
  }
  return length > 0;
}

/** Letters, digits, `-`, `.`, `_`, `~` (RFC 3986 §2.3). */
export function isUnreserved(byte: u32): bool {
  const lower = byte | 0x20;
  if (lower >= 0x61 && lower <= 0x7a) return true;
  return (byte >= 0x30 && byte <= 0x39) || byte == 0x2d || byte == 0x2e || byte == 0x5f || byte == 0x7e;
}

/** In upper case. */
@inline
export function hexCharacter(digit: u32): u8 {
  return u8(digit < 10 ? 0x30 + digit : 0x37 + digit);
}

/** Its value, or -1 when it is none. */
export function hexDigit(byte: u32): i32 {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
