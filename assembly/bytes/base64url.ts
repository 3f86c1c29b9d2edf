/** Base64url without padding (RFC 4648 §5, RFC 7515 §2). */
import { Slice, addressOf, isPresent, lengthOf } from "./slice";

/**
 * Writes the bytes that `text` stands for to `to`, at most three for every four characters, and answers how many;
 * -1 for what no encoder writes: another character, padding, a character too many, bits set behind the last byte.
 */
export function decodeBase64Url(text: Slice, to: usize): i32 {
  if (!isPresent(text) || (lengthOf(text) & 3) == 1) return -1;
  const end = addressOf(text) + lengthOf(text);
  let out = to;
  let bits: u32 = 0;
  let count = 0;
  for (let at = addressOf(text); at < end; at++) {
    const value = valueOf(load<u8>(at));
    if (value < 0) return -1;
    bits = (bits << 6) | value;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    store<u8>(out++, u8(bits >> count));
    bits &= (1 << count) - 1;
  }
  return bits == 0 ? i32(out - to) : -1;
}

/** Writes the characters for `bytes` to `to`, at most four for every three bytes, and answers how many. */
export function encodeBase64Url(bytes: Slice, to: usize): i32 {
  const end = addressOf(bytes) + lengthOf(bytes);
  let out = to;
  let bits: u32 = 0;
  let count = 0;
  for (let at = addressOf(bytes); at < end; at++) {
    bits = (bits << 8) | load<u8>(at);
    count += 8;
    for (; count >= 6; count -= 6) store<u8>(out++, characterOf((bits >> (count - 6)) & 63));
  }
  if (count > 0) store<u8>(out++, characterOf((bits << (6 - count)) & 63));
  return i32(out - to);
}

/** Its six bits, or -1 when it is none. */
function valueOf(character: u32): i32 {
  const letter = (character | 0x20) - 0x61;
  if (letter < 26) return letter + (character & 0x20 ? 26 : 0);
  const digit = character - 0x30;
  if (digit < 10) return digit + 52;
  return character == 0x2d ? 62 : character == 0x5f ? 63 : -1;
}

function characterOf(value: u32): u8 {
  if (value < 52) return u8(value < 26 ? 0x41 + value : 0x47 + value);
  if (value < 62) return u8(value - 4);
  return value == 62 ? 0x2d : 0x5f;
}
