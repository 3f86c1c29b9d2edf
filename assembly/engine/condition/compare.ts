/** Equality and order (CEL: langdef.md, "Equality", "Ordering"); numbers compare as the numbers they are, whatever their types. */
import { Slice, addressOf, lengthOf } from "../../bytes/slice";
import { equals } from "../../bytes/view";
import { TAG } from "../../image/layout";
import { search } from "./lookup";
import { mayCompare } from "./scratch";
import { SIZE, baseOf, countOf, detailOf, doubleOf, intOf, itemsOf, payloadOf, tagOf } from "./values";

/** What `compare` answers about a NaN. */
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

/** Less than 0, 0, more than 0, or `UNORDERED`. Both are numbers. */
export function compareNumbers(a: usize, b: usize): i32 {
  const isDouble = tagOf(b) == TAG.DOUBLE;
  if (tagOf(a) == TAG.DOUBLE) {
    if (isDouble) return order<f64>(doubleOf(a), doubleOf(b));
    const reversed = compareToDouble(b, doubleOf(a));
    return reversed == UNORDERED ? UNORDERED : -reversed;
  }
  if (isDouble) return compareToDouble(a, doubleOf(b));
  if (isNegative(a)) return isNegative(b) ? order<i64>(intOf(a), intOf(b)) : -1;
  return isNegative(b) ? 1 : order<u64>(payloadOf(a), payloadOf(b));
}

/** An int or uint and a double. */
function compareToDouble(a: usize, b: f64): i32 {
  if (b != b) return UNORDERED;
  if (tagOf(a) == TAG.UINT) {
    if (b < 0) return 1;
    if (b >= TWO_TO_64) return -1;
    const whole = u64(b);
    return payloadOf(a) == whole ? order<f64>(f64(whole), b) : order<u64>(payloadOf(a), whole);
  }
  if (b < -TWO_TO_63) return 1;
  if (b >= TWO_TO_63) return -1;
  const whole = i64(b);
  return intOf(a) == whole ? order<f64>(f64(whole), b) : order<i64>(intOf(a), whole);
}


@inline
function isNegative(value: usize): bool {
  return tagOf(value) == TAG.INT && intOf(value) < 0;
}


@inline
function order<T>(a: T, b: T): i32 {
  return a < b ? -1 : a > b ? 1 : a == b ? 0 : UNORDERED;
}

/** Strings and bytes, byte by byte: for strings the order of code points. */
export function compareBytes(a: Slice, b: Slice): i32 {
  const order = memory.compare(addressOf(a), addressOf(b), min(lengthOf(a), lengthOf(b)));
  return order != 0 ? order : lengthOf(a) - lengthOf(b);
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
    if (!mayCompare() || !same(aItems + at, baseOf(a), bItems + at, baseOf(b))) return false;
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
    if (!mayCompare() || !same(entry + SIZE, baseOf(a), value, baseOf(b))) return false;
  }
  return true;
}
