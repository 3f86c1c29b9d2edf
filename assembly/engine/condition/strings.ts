/** Functions of strings (src/ir/functions/text.ts). Offsets and sizes count code points, so such a string has to be UTF-8. */
import { EMPTY, Slice, addressOf, lengthOf, slice } from "../../bytes/slice";
import { countCodePoints, sequenceAt } from "../../bytes/utf8";
import { TAG } from "../../image/layout";
import { NOT_FOUND, NO_ROOM, find, findLast } from "./search";
import { allocate } from "./scratch";
import { SIZE, fail, intOf, payloadOf, set, setBool, setInt, setString, tagOf } from "./values";

/** Bytes of a string put together at run time (src/ir/expression.ts: `BOUND.BYTES`). */
const MAX_BYTES: i64 = 1 << 16;


@inline
export function isString(value: usize): bool {
  return tagOf(value) == TAG.STRING;
}

/** Room for a new string; 0 when it is too long, or there is none left. */
export function allocateString(length: i64): usize {
  return length > MAX_BYTES ? 0 : allocate(usize(length));
}

/** One string or bytes behind the other, in place of the first. */
export function append(a: usize, b: usize): void {
  const first = payloadOf(a);
  const second = payloadOf(b);
  const length = lengthOf(first) + lengthOf(second);
  const address = allocateString(length);
  if (address == 0) return fail(a);
  memory.copy(address, addressOf(first), lengthOf(first));
  memory.copy(address + lengthOf(first), addressOf(second), lengthOf(second));
  set(a, tagOf(a), slice(address, length));
}

/** `size(text)` */
export function setCodePoints(value: usize, text: Slice): void {
  const count = countCodePoints(text);
  if (count < 0) fail(value);
  else setInt(value, count);
}

/** `text.contains(part)` */
export function contains(a: usize, b: usize): void {
  const place = lengthOf(payloadOf(b)) == 0 ? 0 : find(payloadOf(a), payloadOf(b), 0);
  if (place == NO_ROOM) fail(a);
  else setBool(a, place != NOT_FOUND);
}

/** Letters of ASCII from `first` on, 26 of them, in the other case. */
export function changeCase(value: usize, first: u8): void {
  const text = payloadOf(value);
  const length = lengthOf(text);
  const address = allocate(length);
  if (address == 0) return fail(value);
  for (let i = 0; i < length; i++) {
    const byte = load<u8>(addressOf(text) + i);
    store<u8>(address + i, byte - first < 26 ? byte ^ 0x20 : byte);
  }
  setString(value, slice(address, length));
}

/** `text.indexOf(part, from)` and, with `last`, `lastIndexOf`. */
export function indexOf(a: usize, part: Slice, from: i64, last: bool): void {
  const text = payloadOf(a);
  const count = countCodePoints(text);
  if (count < 0 || countCodePoints(part) < 0 || u64(from) > u64(count)) return fail(a);
  if (lengthOf(part) == 0) return setInt(a, from);
  const offset = offsetOf(text, i32(from));
  const place = last ? findLast(text, part, offset) : find(text, part, offset);
  if (place == NO_ROOM) fail(a);
  else setInt(a, place == NOT_FOUND ? -1 : countCodePoints(slice(addressOf(text), place)));
}

/** `text.substring(from, to)` */
export function substring(a: usize, from: i64, to: i64): void {
  const text = payloadOf(a);
  const count = countCodePoints(text);
  if (count < 0 || u64(from) > u64(count) || u64(to) > u64(count) || from > to) return fail(a);
  const start = offsetOf(text, i32(from));
  const end = offsetOf(text, i32(to));
  setString(a, slice(addressOf(text) + start, end - start));
}

/** `text.charAt(at)`: empty at the end. */
export function charAt(a: usize, at: i64): void {
  const count = countCodePoints(payloadOf(a));
  substring(a, at, at == count ? at : at + 1);
}

/** `text.reverse()` */
export function reverse(value: usize): void {
  const text = payloadOf(value);
  const length = lengthOf(text);
  const address = countCodePoints(text) < 0 ? usize(0) : allocate(length);
  if (address == 0) return fail(value);
  let from = addressOf(text);
  for (let to = address + length; to > address;) {
    const size = sequenceAt(from, addressOf(text) + length);
    to -= size;
    memory.copy(to, from, size);
    from += size;
  }
  setString(value, slice(address, length));
}

/** `text.trim()` */
export function trim(value: usize): void {
  const text = payloadOf(value);
  if (countCodePoints(text) < 0) return fail(value);
  let start = addressOf(text);
  let end = start + lengthOf(text);
  while (start < end) {
    const length = sequenceAt(start, end);
    if (!isSpace(start, length)) break;
    start += length;
  }
  while (end > start) {
    let last = end - 1;
    while ((load<u8>(last) & 0xc0) == 0x80) last--;
    if (!isSpace(last, i32(end - last))) break;
    end = last;
  }
  setString(value, slice(start, i32(end - start)));
}

/** How many bytes so many code points at the beginning of a text have. */
function offsetOf(text: Slice, points: i32): i32 {
  const end = addressOf(text) + lengthOf(text);
  let at = addressOf(text);
  for (let i = 0; i < points; i++) at += sequenceAt(at, end);
  return i32(at - addressOf(text));
}

/** Whether a code point of so many bytes is White_Space (Unicode, PropList.txt). */
function isSpace(at: usize, length: i32): bool {
  const first = u32(load<u8>(at));
  if (length == 1) return first == 0x20 || first - 9 < 5;
  const second = u32(load<u8>(at, 1));
  if (length == 2) return first == 0xc2 && (second == 0x85 || second == 0xa0);
  if (length == 4) return false;
  const point = ((first & 15) << 12) | ((second & 63) << 6) | (load<u8>(at, 2) & 63);
  return (
    point == 0x1680 ||
    point - 0x2000 < 11 ||
    point - 0x2028 < 2 ||
    point == 0x202f ||
    point == 0x205f ||
    point == 0x3000
  );
}
