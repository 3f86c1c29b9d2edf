import {
  DECIMAL_SIZE,
  assign,
  countOf,
  digitAt,
  pointOf,
  round,
  roundsUp,
  shift,
} from "../../bytes/big-decimal";
import { FRACTION_BITS, LEAST_EXPONENT } from "../../bytes/ieee754";
import { allocate } from "./scratch";

/**
 * Makes `decimal` the shortest one for which `fraction` × 2^(`exponent` - 52) is the nearest double, of those the
 * nearest to it (Go: roundShortest in strconv/ftoa.go). False when there is no memory for it.
 */
export function shorten(decimal: usize, fraction: u64, exponent: i32): bool {
  const upper = allocate(DECIMAL_SIZE);
  const lower = allocate(DECIMAL_SIZE);
  if (upper == 0 || lower == 0) return false;
  const bits = exponent - FRACTION_BITS;
  assign(decimal, fraction);
  shift(decimal, bits);
  assign(upper, fraction * 2 + 1);
  shift(upper, bits - 1);
  // Below a power of two, doubles lie twice as close.
  const isUniform = fraction > u64(1) << FRACTION_BITS || exponent == LEAST_EXPONENT;
  assign(lower, isUniform ? fraction * 2 - 1 : fraction * 4 - 1);
  shift(lower, isUniform ? bits - 1 : bits - 2);
  cut(decimal, lower, upper, (fraction & 1) == 0);
  return true;
}

/** Walks along the digits until they differ from those of both bounds, and rounds there. A bound itself may be met if `inclusive`. */
function cut(decimal: usize, lower: usize, upper: usize, inclusive: bool): void {
  let distance = 0;
  for (let i = 0; ; i++) {
    const middleIndex = i - pointOf(upper) + pointOf(decimal);
    const lowerIndex = i - pointOf(upper) + pointOf(lower);
    if (middleIndex >= countOf(decimal)) return;
    const middle = digitOrZero(decimal, middleIndex);
    const high = digitOrZero(upper, i);
    const mayCut =
      digitOrZero(lower, lowerIndex) != middle || (inclusive && lowerIndex + 1 == countOf(lower));
    if (distance == 0) distance = middle + 1 < high ? 2 : middle != high ? 1 : 0;
    else if (distance == 1 && (middle != 9 || high != 0)) distance = 2;
    const mayRaise = distance > 0 && (inclusive || distance > 1 || i + 1 < countOf(upper));
    if (!mayCut && !mayRaise) continue;
    return round(
      decimal,
      middleIndex + 1,
      mayCut && mayRaise ? roundsUp(decimal, middleIndex + 1) : mayRaise,
    );
  }
}


@inline
function digitOrZero(decimal: usize, index: i32): u32 {
  return index >= 0 && index < countOf(decimal) ? digitAt(decimal, index) : 0;
}
