/** Finding a value in a list, or a key in a map. */
import { hash32 } from "../../bytes/hash";
import { Slice, addressOf, lengthOf } from "../../bytes/slice";
import { TABLE, TAG } from "../../image/layout";
import { isNumber, nearestDouble, same, sameKey } from "./compare";
import { begin, image, mayWork } from "./scratch";
import { SIZE, baseOf, countOf, detailOf, itemsOf, payloadOf, setString, tagOf } from "./values";

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
export function search(collection: usize, base: usize, stride: u32, needle: usize, needleBase: usize): i32 {
  const items = itemsOf(collection) + base;
  const table = detailOf(collection);
  if (table != 0) return lookUp(baseOf(collection) + table, items, stride, needle, needleBase);
  const count = countOf(collection);
  for (let i: u32 = 0; i < count; i++) {
    if (!mayWork(1)) return -1;
    if (isMatch(items + i * stride, baseOf(collection), needle, needleBase, stride)) return i;
  }
  return -1;
}

function lookUp(table: usize, items: usize, stride: u32, needle: usize, needleBase: usize): i32 {
  if (tagOf(needle) >= TAG.LIST) return -1;
  const mask = load<u32>(table, TABLE.SLOTS) - 1;
  let slot = hashOf(needle, needleBase) & mask;
  while (mayWork(1)) {
    const item = load<u32>(table + TABLE.ITEMS + 4 * slot);
    if (item == 0) return -1;
    if (isMatch(items + (item - 1) * stride, image, needle, needleBase, stride)) return item - 1;
    slot = (slot + 1) & mask;
  }
  return -1;
}


@inline
function isMatch(item: usize, base: usize, needle: usize, needleBase: usize, stride: u32): bool {
  return stride == SIZE ? same(item, base, needle, needleBase) : sameKey(item, base, needle, needleBase);
}

/** The same for scalars that are equal: of numbers that of the nearest double (src/image/values.ts). */
function hashOf(value: usize, base: usize): u32 {
  const tag = tagOf(value);
  if (tag >= TAG.STRING) {
    const bytes = payloadOf(value);
    return hash32(addressOf(bytes) + base, lengthOf(bytes), 0);
  }
  if (isNumber(tag)) store<f64>(KEY, nearestDouble(value) + 0);
  else store<u64>(KEY, payloadOf(value));
  return hash32(KEY, 8, 0);
}
