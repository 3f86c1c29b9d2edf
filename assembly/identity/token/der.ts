import { Slice, addressOf, lengthOf, slice } from "../../bytes/slice";

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;

/** Set before a length that takes a byte of its own (X.690 §8.1.3.5). */
const LONG_LENGTH: u8 = 0x81;

/** The largest coordinate: 521 bits. */
const MAX_HALF: i32 = 66;

const ENCODED: usize = memory.data(3 + 2 * (3 + MAX_HALF), 8);

/**
 * The DER of an ECDSA signature that a JWS has as two numbers of the same size, r and s (RFC 7518 §3.4):
 * `SEQUENCE { INTEGER r, INTEGER s }` (RFC 3279 §2.2.3). Good until the next; `EMPTY` when one of them is 0.
 */
export function ecdsaDer(signature: Slice): Slice {
  const half = lengthOf(signature) >> 1;
  const numbers = ENCODED + 3;
  const middle = writeInteger(numbers, addressOf(signature), half);
  const end = writeInteger(middle, addressOf(signature) + half, half);
  if (middle == numbers || end == middle) return 0;
  const length = i32(end - numbers);
  const isLong = length >= 0x80;
  const start = isLong ? ENCODED : ENCODED + 1;
  if (isLong) store<u8>(numbers - 2, LONG_LENGTH);
  store<u8>(start, SEQUENCE);
  store<u8>(numbers - 1, u8(length));
  return slice(start, i32(end - start));
}

/** Writes a positive number without zeros before it, and answers where it ends: at `to` when it is 0. */
function writeInteger(to: usize, bytes: usize, size: i32): usize {
  let at = bytes;
  let length = size;
  while (length > 0 && load<u8>(at) == 0) {
    at++;
    length--;
  }
  if (length == 0) return to;
  const sign = u8(load<u8>(at) >= 0x80);
  store<u8>(to, INTEGER);
  store<u8>(to, u8(length + sign), 1);
  store<u8>(to, 0, 2);
  memory.copy(to + 2 + sign, at, length);
  return to + 2 + sign + length;
}
