/** Doubles as text: read to the nearest, written with as few digits as tell them apart (ECMAScript: Number::toString). */
import { DECIMAL_SIZE, countOf, digitAt, pointOf } from "../../bytes/big-decimal";
import { nearestDouble, readDecimal } from "../../bytes/double";
import { FRACTION_BITS, LEAST_EXPONENT } from "../../bytes/ieee754";
import { Slice, addressOf, lengthOf, literal, slice } from "../../bytes/slice";
import { equals } from "../../bytes/view";
import { countDigits, writeDigits } from "./digits";
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
