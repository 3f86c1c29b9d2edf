/** Equality and order (CEL: langdef.md, "Equality", "Ordering"); numbers compare as the numbers they are, whatever their types. */
import { Slice, addressOf, lengthOf } from "../../bytes/slice";
import { equals } from "../../bytes/view";
import { TAG } from "../../image/layout";
import { search } from "./lookup";
import { mayWork } from "./scratch";
import { SIZE, baseOf, countOf, detailOf, doubleOf, intOf, itemsOf, payloadOf, tagOf } from "./values";

/** What `compare` answers about values without order. */
export const UNORDERED: i32 = 2;

export const TWO_TO_63: f64 = 9223372036854775808.0;
export const TWO_TO_64: f64 = 18446744073709551616.0;

/**
 * Whether two values are equal; values of different types are not. `aBase`, `bBase`: what to add to the values' addresses:
 * the image for a value in it, else 0. After too many comparisons false (see `isExhausted`).
 */
export function same(a: usize, aBase: usize, b: usize, bBase: usize): bool {
  const tag = tagOf(a);
  if (isNumber(tag)) return isNumber(tagOf(b)) && compareNumbers(a, b) == 0;
  if (tag != tagOf(b)) return false;
  switch (tag) {
    case TAG.NULL:
      return true;
    case TAG.BOOL:
    case TAG.DURATION:
    case TAG.TYPE:
      return payloadOf(a) == payloadOf(b);
    case TAG.TIMESTAMP:
      return payloadOf(a) == payloadOf(b) && detailOf(a) == detailOf(b);
    case TAG.STRING:
    case TAG.BYTES:
    case TAG.IP:
      return equals(payloadOf(a) + aBase, payloadOf(b) + bBase);
    case TAG.CIDR:
      return detailOf(a) == detailOf(b) && equals(payloadOf(a) + aBase, payloadOf(b) + bBase);
    case TAG.LIST:
      return sameLists(a, aBase, b, bBase);
    case TAG.MAP:
      return sameMaps(a, aBase, b, bBase);
    default:
      return false;
  }
}

/** Whether two keys of maps are: numbers of different types only when they are exactly one number. */
export function sameKey(a: usize, aBase: usize, b: usize, bBase: usize): bool {
  if (!same(a, aBase, b, bBase)) return false;
  const isDouble = tagOf(a) == TAG.DOUBLE;
  if (isDouble == (tagOf(b) == TAG.DOUBLE)) return true;
  return isDouble ? isWhole(doubleOf(a), b) : isWhole(doubleOf(b), a);
}

/** Less than 0, 0, more than 0, or `UNORDERED`. Both are numbers; next to a double, an int is the double nearest to it. */
export function compareNumbers(a: usize, b: usize): i32 {
  if (tagOf(a) == TAG.DOUBLE || tagOf(b) == TAG.DOUBLE) {
    return order<f64>(nearestDouble(a), nearestDouble(b));
  }
  if (isNegative(a)) return isNegative(b) ? order<i64>(intOf(a), intOf(b)) : -1;
  return isNegative(b) ? 1 : order<u64>(payloadOf(a), payloadOf(b));
}


@inline
export function nearestDouble(number: usize): f64 {
  const tag = tagOf(number);
  return tag == TAG.INT ? f64(intOf(number)) : tag == TAG.UINT ? f64(payloadOf(number)) : doubleOf(number);
}

/** Whether a double is just the integer that it is nearest to. */
function isWhole(double: f64, integer: usize): bool {
  if (tagOf(integer) == TAG.INT) return double < TWO_TO_63 && i64(double) == intOf(integer);
  return double < TWO_TO_64 && u64(double) == payloadOf(integer);
}


@inline
function isNegative(value: usize): bool {
  return tagOf(value) == TAG.INT && intOf(value) < 0;
}


@inline
function order<T>(a: T, b: T): i32 {
  return a < b ? -1 : a > b ? 1 : a == b ? 0 : UNORDERED;
}

/** Less than 0, 0, more than 0, or `UNORDERED`: NaN, and what has no order. */
export function compare(a: usize, b: usize): i32 {
  const tag = tagOf(a);
  if (isNumber(tag)) return isNumber(tagOf(b)) ? compareNumbers(a, b) : UNORDERED;
  if (tag != tagOf(b)) return UNORDERED;
  switch (tag) {
    case TAG.BOOL:
    case TAG.DURATION:
      return order<i64>(intOf(a), intOf(b));
    case TAG.TIMESTAMP: {
      const seconds = order<i64>(intOf(a), intOf(b));
      return seconds != 0 ? seconds : order<u32>(detailOf(a), detailOf(b));
    }
    case TAG.STRING:
    case TAG.BYTES:
      return compareBytes(payloadOf(a), payloadOf(b));
    default:
      return UNORDERED;
  }
}

/** Byte by byte, which for strings is the order of code points. */
function compareBytes(a: Slice, b: Slice): i32 {
  const first = memory.compare(addressOf(a), addressOf(b), min(lengthOf(a), lengthOf(b)));
  return first != 0 ? order<i32>(first, 0) : order<i32>(lengthOf(a), lengthOf(b));
}


@inline
export function isNumber(tag: u32): bool {
  return tag - TAG.INT <= TAG.DOUBLE - TAG.INT;
}

function sameLists(a: usize, aBase: usize, b: usize, bBase: usize): bool {
  const count = countOf(a);
  if (count != countOf(b)) return false;
  const aItems = itemsOf(a) + aBase;
  const bItems = itemsOf(b) + bBase;
  for (let i: u32 = 0; i < count; i++) {
    const at = i * SIZE;
    if (!mayWork(1) || !same(aItems + at, baseOf(a), bItems + at, baseOf(b))) return false;
  }
  return true;
}

/** Each key of the one is in the other, with an equal value. */
function sameMaps(a: usize, aBase: usize, b: usize, bBase: usize): bool {
  const count = countOf(a);
  if (count != countOf(b)) return false;
  let entry = itemsOf(a) + aBase;
  const bEntries = itemsOf(b) + bBase;
  for (let i: u32 = 0; i < count; i++, entry += 2 * SIZE) {
    const index = search(b, bBase, 2 * SIZE, entry, baseOf(a));
    if (index < 0) return false;
    const value = bEntries + index * 2 * SIZE + SIZE;
    if (!mayWork(1) || !same(entry + SIZE, baseOf(a), value, baseOf(b))) return false;
  }
  return true;
}
