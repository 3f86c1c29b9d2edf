/**
 * Finding a string in another (Knuth, Morris, Pratt, "Fast pattern matching in strings", 1977): linear in both,
 * whatever they are.
 */
import { Slice, addressOf, lengthOf } from "../../bytes/slice";
import { allocate, mark, release } from "./scratch";

/** The part does not occur. */
export const NOT_FOUND: i32 = -1;

/** There is no memory left to search with. */
export const NO_ROOM: i32 = -2;

/** Where in `text` a part (not empty) first occurs at or behind `from`. */
export function find(text: Slice, part: Slice, from: i32): i32 {
  return search(text, part, from, i32.MAX_VALUE, false);
}

/** Where in `text` a part (not empty) last occurs at or before `most`. */
export function findLast(text: Slice, part: Slice, most: i32): i32 {
  return search(text, part, 0, most, true);
}

function search(text: Slice, part: Slice, from: i32, most: i32, last: bool): i32 {
  const start = addressOf(text);
  const size = lengthOf(part);
  const needle = addressOf(part);
  const first = load<u8>(needle);
  const end = start + lengthOf(text);
  const before = mark();
  let borders: usize = 0;
  let found = NOT_FOUND;
  let matched = 0;
  let at = start + from;
  while (at < end) {
    const byte = load<u8>(at);
    if (matched == 0) {
      at++;
      if (byte != first) continue;
      matched = 1;
    } else if (byte == load<u8>(needle + matched)) {
      at++;
      matched++;
    } else if (matched == 1) {
      matched = 0;
    } else {
      if (borders == 0) borders = bordersOf(part);
      if (borders == 0) return NO_ROOM;
      matched = load<u32>(borders + 4 * (matched - 1));
    }
    if (matched < size) continue;
    const place = i32(at - start) - size;
    if (place > most) break;
    found = place;
    if (!last) break;
    if (size > 1 && borders == 0) borders = bordersOf(part);
    if (size > 1 && borders == 0) return NO_ROOM;
    matched = size > 1 ? load<u32>(borders + 4 * (size - 1)) : 0;
  }
  release(before);
  return found;
}

/** For each beginning of a part, how long the longest shorter beginning is that it ends with; 0 when there is no room. */
function bordersOf(part: Slice): usize {
  const size = lengthOf(part);
  const needle = addressOf(part);
  const borders = allocate(4 * size);
  if (borders == 0) return 0;
  store<u32>(borders, 0);
  let length = 0;
  for (let i = 1; i < size; i++) {
    const byte = load<u8>(needle + i);
    while (length > 0 && byte != load<u8>(needle + length)) length = load<u32>(borders + 4 * (length - 1));
    if (byte == load<u8>(needle + length)) length++;
    store<u32>(borders + 4 * i, length);
  }
  return borders;
}
