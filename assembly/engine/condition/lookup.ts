/** Finding a value in a list, or a key in a map. */
import { hash32 } from "../../bytes/hash";
import { Slice, addressOf, lengthOf } from "../../bytes/slice";
import { TABLE, TAG } from "../../image/layout";
import { TWO_TO_63, TWO_TO_64, same } from "./compare";
import { begin, image, mayCompare } from "./scratch";
import {
  SIZE,
  baseOf,
  countOf,
  detailOf,
  doubleOf,
  itemsOf,
  payloadOf,
  setString,
  tagOf,
} from "./values";

const NEEDLE: usize = memory.data(16, 8);
const KEY: usize = memory.data(8, 8);

/** Whether a list of the image has a string. */
export function hasString(image: usize, list: usize, text: Slice): bool {
  begin(image);
  setString(NEEDLE, text);
  return search(list, image, SIZE, NEEDLE, 0) >= 0;
}

/**
 * Index of a value among the items of a list, or of a key in a map (`stride`: bytes from one to the next), or -1.
 * `base` and `needleBase` are what to add to the addresses in the two (see `same`). After too many comparisons -1.
 */
export function search(collection: usize, base: usize, stride: usize, needle: usize, needleBase: usize): i32 {
  const items = itemsOf(collection) + base;
  const table = detailOf(collection);
  if (table != 0) return lookUp(baseOf(collection) + table, items, stride, needle, needleBase);
  const count = countOf(collection);
  for (let i: u32 = 0; i < count; i++) {
    if (!mayCompare()) return -1;
    if (same(items + i * stride, baseOf(collection), needle, needleBase)) return i;
  }
  return -1;
}

function lookUp(table: usize, items: usize, stride: usize, needle: usize, needleBase: usize): i32 {
  if (tagOf(needle) >= TAG.LIST) return -1;
  const mask = load<u32>(table, TABLE.SLOTS) - 1;
  let slot = hashOf(needle, needleBase) & mask;
  while (mayCompare()) {
    const item = load<u32>(table + TABLE.ITEMS + 4 * slot);
    if (item == 0) return -1;
    if (same(items + (item - 1) * stride, image, needle, needleBase)) return item - 1;
    slot = (slot + 1) & mask;
  }
  return -1;
}

/** The same for scalars that are equal (src/image/values.ts). */
function hashOf(value: usize, base: usize): u32 {
  if (tagOf(value) >= TAG.STRING) {
    const bytes = payloadOf(value);
    return hash32(addressOf(bytes) + base, lengthOf(bytes), 0);
  }
  store<u64>(KEY, tagOf(value) == TAG.DOUBLE ? whole(doubleOf(value)) : payloadOf(value));
  return hash32(KEY, 8, 0);
}

/** The integer that a double is, or its own bits. */
function whole(value: f64): u64 {
  if (value != trunc(value) || value < -TWO_TO_63 || value >= TWO_TO_64) return reinterpret<u64>(value);
  return value < 0 ? u64(i64(value)) : u64(value);
}
