/** JSON numbers (RFC 8259 §6) as values: exact where they are whole. */
import { DECIMAL_SIZE, countOf, nearestInteger, pointOf } from "../big-decimal";
import { nearestDouble, readDecimal } from "../double";
import { Slice, addressOf, lengthOf, slice } from "../slice";

const MINUS: u8 = 0x2d;

/** Digits that 64 bits hold, whatever they are. */
const MAX_DIGITS: i32 = 19;

const DECIMAL: usize = memory.data(i32(DECIMAL_SIZE), 8);

/** What `readInteger` read last. */
export let integer: i64 = 0;

/** Reads a number that is whole, however it is written (`1.50e1`), and fits 64 bits; false when it is not or does not. */
export function readInteger(number: Slice): bool {
  const isNegative = read(number);
  const isWhole = countOf(DECIMAL) <= max(pointOf(DECIMAL), 0);
  if (!isWhole || pointOf(DECIMAL) > MAX_DIGITS) return false;
  const size = nearestInteger(DECIMAL);
  integer = isNegative ? 0 - size : size;
  return size == 0 || integer < 0 == isNegative;
}

/** The double nearest to a number; infinite when it is too large for one. */
export function toDouble(number: Slice): f64 {
  const isNegative = read(number);
  const double = nearestDouble(DECIMAL);
  return isNegative ? -double : double;
}

/** Into DECIMAL, without its sign: whether it is negative. */
function read(number: Slice): bool {
  const isNegative = load<u8>(addressOf(number)) == MINUS;
  readDecimal(DECIMAL, isNegative ? slice(addressOf(number) + 1, lengthOf(number) - 1) : number);
  return isNegative;
}
