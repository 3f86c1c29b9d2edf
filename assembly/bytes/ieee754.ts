/** Doubles (IEEE 754, binary64): 1.fraction × 2^exponent. */
export const FRACTION_BITS: i32 = 52;
export const LEAST_EXPONENT: i32 = -1022;
export const MOST_EXPONENT: i32 = 1023;
