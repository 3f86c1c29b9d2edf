/** Arithmetic of numbers; an int or uint that does not fit is an error (src/ir/functions/arithmetic.ts). */
import { TAG } from "../../image/layout";
import { doubleOf, fail, intOf, payloadOf, set, tagOf } from "./values";

/** `a + b`, an int or what counts in ints. */
export function setSum(value: usize, tag: u32, a: i64, b: i64): void {
  const sum = a + b;
  if (((a ^ sum) & (b ^ sum)) < 0) fail(value);
  else set(value, tag, sum);
}

/** `a - b`, likewise. */
export function setDifference(value: usize, tag: u32, a: i64, b: i64): void {
  const difference = a - b;
  if (((a ^ b) & (a ^ difference)) < 0) fail(value);
  else set(value, tag, difference);
}

/** `a + b` in place of `a`, for numbers of one type, as the next ones. */
export function addNumbers(a: usize, b: usize): void {
  const tag = tagOf(a);
  if (tag == TAG.INT) return setSum(a, tag, intOf(a), intOf(b));
  if (tag == TAG.DOUBLE) return setDouble(a, doubleOf(a) + doubleOf(b));
  const sum = payloadOf(a) + payloadOf(b);
  if (sum < payloadOf(a)) fail(a);
  else set(a, tag, sum);
}

export function subtractNumbers(a: usize, b: usize): void {
  const tag = tagOf(a);
  if (tag == TAG.INT) return setDifference(a, tag, intOf(a), intOf(b));
  if (tag == TAG.DOUBLE) return setDouble(a, doubleOf(a) - doubleOf(b));
  if (payloadOf(a) < payloadOf(b)) fail(a);
  else set(a, tag, payloadOf(a) - payloadOf(b));
}

export function multiplyNumbers(a: usize, b: usize): void {
  const tag = tagOf(a);
  if (tag == TAG.DOUBLE) return setDouble(a, doubleOf(a) * doubleOf(b));
  if (payloadOf(a) == 0) return;
  const product = payloadOf(a) * payloadOf(b);
  const isExact =
    tag == TAG.UINT
      ? product / payloadOf(a) == payloadOf(b)
      : !isLeastByMinusOne(product, a) && i64(product) / intOf(a) == intOf(b);
  if (isExact) set(a, tag, product);
  else fail(a);
}

export function divideNumbers(a: usize, b: usize): void {
  const tag = tagOf(a);
  if (tag == TAG.DOUBLE) return setDouble(a, doubleOf(a) / doubleOf(b));
  if (payloadOf(b) == 0 || (tag == TAG.INT && isLeastByMinusOne(payloadOf(a), b))) return fail(a);
  set(a, tag, tag == TAG.INT ? intOf(a) / intOf(b) : payloadOf(a) / payloadOf(b));
}

/** Not for doubles. The least int and -1 is an error, too. */
export function moduloNumbers(a: usize, b: usize): void {
  const tag = tagOf(a);
  if (tag == TAG.DOUBLE || payloadOf(b) == 0) return fail(a);
  if (tag == TAG.INT && isLeastByMinusOne(payloadOf(a), b)) return fail(a);
  set(a, tag, tag == TAG.INT ? intOf(a) % intOf(b) : payloadOf(a) % payloadOf(b));
}

export function negate(value: usize): void {
  if (tagOf(value) == TAG.DOUBLE) setDouble(value, -doubleOf(value));
  else if (tagOf(value) == TAG.INT) setDifference(value, TAG.INT, 0, intOf(value));
  else fail(value);
}


@inline
export function setDouble(value: usize, double: f64): void {
  set(value, TAG.DOUBLE, reinterpret<u64>(double));
}

/** The one quotient of ints that is none. */
@inline
function isLeastByMinusOne(dividend: u64, divisor: usize): bool {
  return i64(dividend) == i64.MIN_VALUE && intOf(divisor) == -1;
}
