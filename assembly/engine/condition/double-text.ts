/** Doubles as text: read to the nearest, written with as few digits as tell them apart (ECMAScript: Number::toString). */
import { Slice, addressOf, lengthOf, literal, slice } from "../../bytes/slice";
import { equals } from "../../bytes/view";
import {
  DECIMAL_SIZE,
  append,
  clear,
  countOf,
  digitAt,
  movePoint,
  nearestInteger,
  pointOf,
  shift,
  trim,
} from "./decimal";
import { countDigits, writeDigits } from "./digits";
import { FRACTION_BITS, LEAST_EXPONENT, MOST_EXPONENT } from "./ieee754";
import { setDouble } from "./numbers";
import { allocate, mark, mayWork, release } from "./scratch";
import { shorten } from "./shortest";
import { doubleOf, fail, setString } from "./values";

const NAN_TEXT = literal("NaN");
const INFINITY_TEXT = literal("Infinity");
const MINUS_INFINITY_TEXT = literal("-Infinity");
const ZERO_TEXT = literal("0");

const PLUS: u8 = 0x2b;
const MINUS: u8 = 0x2d;
const DOT: u8 = 0x2e;
const ZERO: u8 = 0x30;
const LETTER_E: u8 = 0x65;

/** The longest text: `-0.0000012345678901234567`. */
const MAX_TEXT: i32 = 32;

/** Where a decimal's point makes it infinite, or 0, whatever its digits. */
const MAX_POINT: i32 = 310;
const MIN_POINT: i32 = -330;

/** More than any exponent that matters. */
const MAX_EXPONENT: i32 = 100_000;

/** What one conversion counts for. */
const WORK: i32 = 64;

/** The double nearest to a decimal number; an error when that is none, or too large. */
export function setDoubleOf(value: usize, text: Slice): void {
  const first = lengthOf(text) > 0 ? load<u8>(addressOf(text)) : 0;
  const isSigned = first == MINUS || first == PLUS;
  const size = isSigned ? slice(addressOf(text) + 1, lengthOf(text) - 1) : text;
  const double = equals(text, NAN_TEXT) ? NaN : equals(size, INFINITY_TEXT) ? Infinity : parse(size);
  if (double < 0) fail(value);
  else setDouble(value, first == MINUS ? -double : double);
}

/** A double in as few digits as tell it from all others. */
export function setDoubleText(value: usize): void {
  const double = doubleOf(value);
  if (double != double) return setString(value, NAN_TEXT);
  if (double == 0) return setString(value, ZERO_TEXT);
  if (double == Infinity) return setString(value, INFINITY_TEXT);
  if (double == -Infinity) return setString(value, MINUS_INFINITY_TEXT);
  const address = allocate(MAX_TEXT);
  const before = mark();
  const decimal = allocate(DECIMAL_SIZE);
  if (decimal == 0 || !mayWork(WORK) || !shortest(decimal, abs(double))) return fail(value);
  const start = double < 0 ? put(address, MINUS) : address;
  const end = write(start, decimal);
  release(before);
  setString(value, slice(address, i32(end - address)));
}

/** A number without sign, or -1. */
function parse(text: Slice): f64 {
  const before = mark();
  const decimal = allocate(DECIMAL_SIZE);
  if (decimal == 0 || !mayWork(WORK) || !readDecimal(decimal, text)) return -1;
  const double = nearestDouble(decimal);
  release(before);
  return double == Infinity ? -1 : double;
}

/** Digits with at most one point, and perhaps an exponent. */
function readDecimal(decimal: usize, text: Slice): bool {
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

/** Infinity when it is too large. Spends the decimal. */
function nearestDouble(decimal: usize): f64 {
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

/** The shortest decimal that is nearest to a double above 0; false when there is no memory for it. */
function shortest(decimal: usize, double: f64): bool {
  const bits = reinterpret<u64>(double);
  const field = i32(bits >> FRACTION_BITS);
  const fraction = bits & ((u64(1) << FRACTION_BITS) - 1);
  const isNormal = field != 0;
  const exponent = isNormal ? field - 1 + LEAST_EXPONENT : LEAST_EXPONENT;
  return shorten(decimal, isNormal ? fraction | (u64(1) << FRACTION_BITS) : fraction, exponent);
}

/** As ECMAScript writes numbers: with an exponent from 1e21 on and below 1e-6. */
function write(to: usize, decimal: usize): usize {
  const point = pointOf(decimal);
  const count = countOf(decimal);
  if (point > 21 || point < -5) return writeWithExponent(to, decimal);
  let at = point > 0 ? to : put(to, ZERO);
  for (let i = min(point, 0); i < max(count, point); i++) {
    if (i == point) at = put(at, DOT);
    at = put(at, ZERO + u8(i >= 0 && i < count ? digitAt(decimal, i) : 0));
  }
  return at;
}

function writeWithExponent(to: usize, decimal: usize): usize {
  const count = countOf(decimal);
  let at = put(to, ZERO + u8(digitAt(decimal, 0)));
  if (count > 1) at = put(at, DOT);
  for (let i = 1; i < count; i++) at = put(at, ZERO + u8(digitAt(decimal, i)));
  const exponent = pointOf(decimal) - 1;
  at = put(put(at, LETTER_E), exponent < 0 ? MINUS : PLUS);
  return writeDigits(at, abs(exponent), countDigits(abs(exponent)));
}


@inline
function put(to: usize, byte: u8): usize {
  store<u8>(to, byte);
  return to + 1;
}
