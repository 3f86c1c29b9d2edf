/**
 * Decimal fractions that are multiplied and divided by powers of two until they are doubles, or the other way
 * round: exact, and slow, which the few conversions of a condition can bear (Go: strconv/decimal.go).
 *
 *   0        4        8          12          32
 *   +--------+--------+----------+-----------+------------------+
 *   | count  | point  | is cut   | room      | digits, 0 to 9   |     0.d1d2d3… × 10^point
 *   +--------+--------+----------+-----------+------------------+
 */
const COUNT: usize = 0;
const POINT: usize = 4;
const IS_CUT: usize = 8;
const DIGITS: usize = 32;

/** No double has more digits, nor the number halfway between two. */
const CAPACITY: i32 = 800;

/** Bytes of a decimal. */
export const DECIMAL_SIZE: usize = DIGITS + CAPACITY;

/** A shift by more bits is done in steps. */
const MAX_SHIFT: i32 = 56;


@inline
export function countOf(decimal: usize): i32 {
  return load<i32>(decimal, COUNT);
}


@inline
export function pointOf(decimal: usize): i32 {
  return load<i32>(decimal, POINT);
}


@inline
export function digitAt(decimal: usize, index: i32): u32 {
  return load<u8>(decimal + index, DIGITS);
}

/** Makes a decimal 0, with its point before what is appended. */
export function clear(decimal: usize): void {
  memory.fill(decimal, 0, DIGITS);
}

/** Adds a digit behind the others; one that has no place only counts as not 0. */
export function append(decimal: usize, digit: u32): void {
  const count = countOf(decimal);
  if (count < CAPACITY) {
    store<u8>(decimal + count, digit, DIGITS);
    store<i32>(decimal, count + 1, COUNT);
  } else if (digit != 0) {
    store<u32>(decimal, 1, IS_CUT);
  }
}

/** Moves the point to the right. */
export function movePoint(decimal: usize, places: i32): void {
  store<i32>(decimal, pointOf(decimal) + places, POINT);
}

/** Makes a decimal a whole number. */
export function assign(decimal: usize, number: u64): void {
  clear(decimal);
  let divisor: u64 = 1;
  let places = 1;
  for (let rest = number / 10; rest > 0; rest /= 10) {
    divisor *= 10;
    places++;
  }
  for (; divisor > 0; divisor /= 10) append(decimal, u32((number / divisor) % 10));
  movePoint(decimal, places);
  trim(decimal);
}

/** Multiplies by 2^`bits`, which may be negative. */
export function shift(decimal: usize, bits: i32): void {
  while (bits > MAX_SHIFT) {
    multiply(decimal, MAX_SHIFT);
    bits -= MAX_SHIFT;
  }
  while (bits < -MAX_SHIFT) {
    divide(decimal, MAX_SHIFT);
    bits += MAX_SHIFT;
  }
  if (bits > 0) multiply(decimal, bits);
  else if (bits < 0) divide(decimal, -bits);
}

/** Cuts to `count` digits, and with `up` adds one to the last. */
export function round(decimal: usize, count: i32, up: bool): void {
  let last = count;
  while (up && last > 0 && digitAt(decimal, last - 1) == 9) last--;
  store<i32>(decimal, last, COUNT);
  if (!up) return trim(decimal);
  if (last > 0) {
    store<u8>(decimal + last - 1, digitAt(decimal, last - 1) + 1, DIGITS);
  } else {
    append(decimal, 1);
    movePoint(decimal, 1);
  }
}

/** Whether cutting to `count` digits should add one to the last: to the nearest, halfway to the even one. */
export function roundsUp(decimal: usize, count: i32): bool {
  if (count < 0 || count >= countOf(decimal)) return false;
  const next = digitAt(decimal, count);
  if (next != 5 || count + 1 < countOf(decimal) || load<u32>(decimal, IS_CUT) != 0) return next >= 5;
  return count > 0 && (digitAt(decimal, count - 1) & 1) != 0;
}

/** The nearest whole number, which has to fit 64 bits. */
export function nearestInteger(decimal: usize): u64 {
  const point = pointOf(decimal);
  let number: u64 = 0;
  for (let i = 0; i < point; i++) number = number * 10 + (i < countOf(decimal) ? digitAt(decimal, i) : 0);
  return number + u64(roundsUp(decimal, point));
}

function multiply(decimal: usize, bits: i32): void {
  const digits = decimal + DIGITS;
  let carry: u64 = 0;
  for (let i = countOf(decimal) - 1; i >= 0; i--) {
    carry += u64(load<u8>(digits + i)) << bits;
    store<u8>(digits + i, u8(carry % 10));
    carry /= 10;
  }
  let first = digits;
  for (; carry > 0; carry /= 10) store<u8>(--first, u8(carry % 10));
  const more = i32(digits - first);
  const count = countOf(decimal) + more;
  for (let i = CAPACITY; i < count; i++) if (load<u8>(first + i) != 0) store<u32>(decimal, 1, IS_CUT);
  memory.copy(digits, first, min(count, CAPACITY));
  store<i32>(decimal, min(count, CAPACITY), COUNT);
  movePoint(decimal, more);
  trim(decimal);
}

function divide(decimal: usize, bits: i32): void {
  const count = countOf(decimal);
  const mask = (u64(1) << bits) - 1;
  let rest: u64 = 0;
  let read = 0;
  while (rest >> bits == 0) {
    if (read >= count && rest == 0) return store<i32>(decimal, 0, COUNT);
    rest = rest * 10 + (read < count ? digitAt(decimal, read) : 0);
    read++;
  }
  movePoint(decimal, 1 - read);
  store<i32>(decimal, 0, COUNT);
  while (rest > 0 || read < count) {
    const digit = u32(rest >> bits);
    const next = read < count ? load<u8>(decimal + read, DIGITS) : 0;
    append(decimal, digit);
    rest = (rest & mask) * 10 + next;
    read++;
  }
  trim(decimal);
}

/** Drops zeros at the end. */
export function trim(decimal: usize): void {
  let count = countOf(decimal);
  while (count > 0 && digitAt(decimal, count - 1) == 0) count--;
  store<i32>(decimal, count, COUNT);
  if (count == 0) store<i32>(decimal, 0, POINT);
}
