/** Strings taken apart and put together (src/ir/functions/text.ts). */
import { Slice, addressOf, lengthOf, slice } from "../../bytes/slice";
import { isUtf8, sequenceAt } from "../../bytes/utf8";
import { TAG } from "../../image/layout";
import { MAX_ITEMS } from "./loops";
import { NOT_FOUND, NO_ROOM, find } from "./search";
import { allocate } from "./scratch";
import { allocateString } from "./strings";
import { SIZE, baseOf, countOf, fail, itemsOf, payloadOf, set, setString, tagOf } from "./values";

/**
 * `text.split(separator, limit)`: at most `limit` pieces, the last one with all the rest; any number when it is
 * negative. Without a separator each code point is a piece.
 */
export function split(a: usize, separator: Slice, limit: i64): void {
  const text = payloadOf(a);
  const end = lengthOf(text);
  const items = allocate(MAX_ITEMS * SIZE);
  const byPoints = lengthOf(separator) == 0;
  if (items == 0 || (byPoints && !isUtf8(text))) return fail(a);
  let count: u32 = 0;
  let start = 0;
  let stop = limit == 0 || (byPoints && end == 0) ? NOT_FOUND : 0;
  while (stop != NOT_FOUND) {
    if (count == MAX_ITEMS) return fail(a);
    if (i64(count) + 1 == limit) stop = NOT_FOUND;
    else stop = byPoints ? endOfPoint(text, start) : find(text, separator, start);
    if (stop == NO_ROOM) return fail(a);
    const piece = slice(addressOf(text) + start, (stop == NOT_FOUND ? end : stop) - start);
    setString(items + count++ * SIZE, piece);
    start = stop + lengthOf(separator);
  }
  set(a, TAG.LIST, slice(items, count));
}

/** Where the next code point begins, if there is one. */
function endOfPoint(text: Slice, start: i32): i32 {
  const stop = behindPoint(text, start);
  return stop < lengthOf(text) ? stop : NOT_FOUND;
}

/** `list.join(separator)`, of strings only. */
export function join(a: usize, separator: Slice): void {
  const count = countOf(a);
  const base = baseOf(a);
  let length: i64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const item = itemsOf(a) + i * SIZE;
    if (tagOf(item) != TAG.STRING) return fail(a);
    length += lengthOf(payloadOf(item)) + (i == 0 ? 0 : lengthOf(separator));
  }
  const address = allocateString(length);
  if (address == 0) return fail(a);
  let to = address;
  for (let i: u32 = 0; i < count; i++) {
    if (i != 0) to = write(to, separator);
    to = write(to, payloadOf(itemsOf(a) + i * SIZE) + base);
  }
  setString(a, slice(address, i32(to - address)));
}

/** `text.replace(old, by, limit)`: so many at most, all when it is negative. What is empty occurs around every code point. */
export function replace(a: usize, old: Slice, by: Slice, limit: i64): void {
  const text = payloadOf(a);
  if (lengthOf(old) == 0 && !isUtf8(text)) return fail(a);
  const length = replaced(text, old, by, limit, 0);
  const address: usize = length < 0 ? 0 : allocateString(length);
  if (address == 0) return fail(a);
  replaced(text, old, by, limit, address);
  setString(a, slice(address, i32(length)));
}

/** Writes the text with replacements to `out`, unless that is 0; answers its length, or -1 when there is no memory to search with. */
function replaced(text: Slice, old: Slice, by: Slice, limit: i64, out: usize): i64 {
  const end = lengthOf(text);
  let length: i64 = 0;
  let copied = 0;
  let from = 0;
  for (let count: i64 = 0; count != limit && from <= end; count++) {
    const place = lengthOf(old) == 0 ? from : find(text, old, from);
    if (place == NO_ROOM) return -1;
    if (place == NOT_FOUND) break;
    if (out != 0) {
      write(write(out + usize(length), slice(addressOf(text) + copied, place - copied)), by);
    }
    length += place - copied + lengthOf(by);
    copied = place + lengthOf(old);
    from = lengthOf(old) != 0 ? copied : place == end ? end + 1 : behindPoint(text, place);
  }
  if (out != 0) write(out + usize(length), slice(addressOf(text) + copied, end - copied));
  return length + end - copied;
}

function behindPoint(text: Slice, at: i32): i32 {
  const end = addressOf(text) + lengthOf(text);
  return at + sequenceAt(addressOf(text) + at, end);
}

/** Answers where the next bytes go. */
function write(to: usize, bytes: Slice): usize {
  memory.copy(to, addressOf(bytes), lengthOf(bytes));
  return to + lengthOf(bytes);
}
