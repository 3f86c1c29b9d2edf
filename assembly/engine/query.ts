/** Queries as forms write them (WHATWG URL §5.1, `application/x-www-form-urlencoded`). */
import { escapedByte } from "../bytes/escapes";
import { FAILED, Slice, addressOf, isPresent, lengthOf, slice } from "../bytes/slice";
import { isUtf8 } from "../bytes/utf8";
import { NamedValues, UNKNOWN } from "./named-values";

const AMPERSAND: u8 = 0x26;
const EQUALS: u8 = 0x3d;
const PERCENT: u8 = 0x25;
const PLUS: u8 = 0x2b;
const SPACE: u8 = 0x20;

/**
 * Adds the parameters of a query (empty, or from its `?` on) to `values`, which it clears; a value with an
 * escape that is none, or that is no UTF-8, as `FAILED`. `buffer` has room for as many bytes as the query has.
 */
export function readQuery(query: Slice, buffer: usize, values: NamedValues): void {
  values.clear();
  const end = addressOf(query) + lengthOf(query);
  let free = buffer;
  let at = addressOf(query) + 1;
  while (at <= end) {
    const stop = find(at, end, AMPERSAND);
    const split = find(at, stop, EQUALS);
    const name = decode(at, split, free);
    const id = isPresent(name) && stop > at ? values.idOf(name) : UNKNOWN;
    if (id != UNKNOWN) {
      const value = split < stop ? decode(split + 1, stop, free) : slice(stop, 0);
      if (addressOf(value) == free) free += lengthOf(value);
      if (!values.add(id, value)) return;
    }
    at = stop + 1;
  }
}

function find(at: usize, end: usize, byte: u8): usize {
  while (at < end && load<u8>(at) != byte) at++;
  return at;
}

/** Decodes into `out`, unless the bytes stand for themselves. */
function decode(start: usize, end: usize, out: usize): Slice {
  let at = start;
  while (at < end && load<u8>(at) != PERCENT && load<u8>(at) != PLUS) at++;
  let text = slice(start, i32(end - start));
  if (at < end) {
    const length = unescape(start, end, out);
    if (length < 0) return FAILED;
    text = slice(out, length);
  }
  return isUtf8(text) ? text : FAILED;
}

/** How many bytes were written, or -1. */
function unescape(start: usize, end: usize, out: usize): i32 {
  let to = out;
  for (let at = start; at < end; at++) {
    let byte = i32(load<u8>(at));
    if (byte == PLUS) {
      byte = SPACE;
    } else if (byte == PERCENT) {
      byte = escapedByte(at, end);
      if (byte < 0) return -1;
      at += 2;
    }
    store<u8>(to++, byte);
  }
  return i32(to - out);
}
