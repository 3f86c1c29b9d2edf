/** Decimal numbers read to the nearest double. */
import {
  append,
  clear,
  countOf,
  digitAt,
  movePoint,
  nearestInteger,
  pointOf,
  shift,
  trim,
} from "./big-decimal";
import { FRACTION_BITS, LEAST_EXPONENT, MOST_EXPONENT } from "./ieee754";
import { Slice, addressOf, lengthOf } from "./slice";

const PLUS: u8 = 0x2b;
const MINUS: u8 = 0x2d;
const DOT: u8 = 0x2e;
const ZERO: u8 = 0x30;
const LETTER_E: u8 = 0x65;

/** Where a decimal's point makes it infinite, or 0, whatever its digits. */
const MAX_POINT: i32 = 310;
const MIN_POINT: i32 = -330;

/** More than any exponent that matters. */
const MAX_EXPONENT: i32 = 100_000;

/** Reads digits with at most one point, and perhaps an exponent; false when there is anything else. */
export function readDecimal(decimal: usize, text: Slice): bool {
  const end = addressOf(text) + lengthOf(text);
  let at = addressOf(text);
  let hasDigit = false;
  let hasPoint = false;
  clear(decimal);
  for (; at < end; at++) {
    const byte = load<u8>(at);
    if (byte == DOT && !hasPoint) {
      hasPoint = true;
      continue;
    }
    const digit = byte - ZERO;
    if (digit > 9) break;
    hasDigit = true;
    const isLeading = digit == 0 && countOf(decimal) == 0;
    if (!isLeading) append(decimal, digit);
    if (isLeading == hasPoint) movePoint(decimal, hasPoint ? -1 : 1);
  }
  if (!hasDigit || (at < end && !readExponent(decimal, at, end))) return false;
  trim(decimal);
  return true;
}

function readExponent(decimal: usize, start: usize, end: usize): bool {
  if ((load<u8>(start) | 0x20) != LETTER_E || end - start < 2) return false;
  const sign = load<u8>(start, 1);
  let at = start + (sign == PLUS || sign == MINUS ? 2 : 1);
  if (at == end) return false;
  let exponent = 0;
  for (; at < end; at++) {
    const digit = load<u8>(at) - ZERO;
    if (digit > 9) return false;
    exponent = min(exponent * 10 + digit, MAX_EXPONENT);
  }
  movePoint(decimal, sign == MINUS ? -exponent : exponent);
  return true;
}

/** The double nearest to a decimal, which is spent; infinite when it is too large for one. */
export function nearestDouble(decimal: usize): f64 {
  if (countOf(decimal) == 0 || pointOf(decimal) < MIN_POINT) return 0;
  if (pointOf(decimal) > MAX_POINT) return Infinity;
  let exponent = scale(decimal) - 1;
  if (exponent < LEAST_EXPONENT) {
    shift(decimal, exponent - LEAST_EXPONENT);
    exponent = LEAST_EXPONENT;
  }
  shift(decimal, FRACTION_BITS + 1);
  let fraction = nearestInteger(decimal);
  if (fraction == u64(2) << FRACTION_BITS) {
    fraction >>= 1;
    exponent++;
  }
  if (exponent > MOST_EXPONENT) return Infinity;
  const isNormal = fraction >> FRACTION_BITS != 0;
  const field = isNormal ? u64(exponent - LEAST_EXPONENT + 1) : 0;
  return reinterpret<f64>((field << FRACTION_BITS) | (fraction & ((u64(1) << FRACTION_BITS) - 1)));
}

/** Brings a decimal to at least 1/2 and below 1 by dividing by a power of two, which it answers. */
function scale(decimal: usize): i32 {
  let exponent = 0;
  while (pointOf(decimal) > 0) {
    const bits = 3 * pointOf(decimal);
    shift(decimal, -bits);
    exponent += bits;
  }
  while (pointOf(decimal) < 0 || digitAt(decimal, 0) < 5) {
    const bits = max(-3 * pointOf(decimal), 1);
    shift(decimal, bits);
    exponent -= bits;
  }
  return exponent;
}
