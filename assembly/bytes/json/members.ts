/**
 * What is in an object or an array, of a text that `isJson` accepted. A value is the slice of its text, without space
 * around it: nothing is built.
 */
import { siphash24 } from "../siphash";
import { ABSENT, EMPTY, Slice, addressOf, lengthOf, slice } from "../slice";
import {
  BACKSLASH,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
  isSpace,
} from "./characters";
import { says, textOf } from "./string";

/** How many names an object may have that is asked whether they are unique. */
const MAX_NAMES: i32 = 256;

/** Bytes of a name there. */
const MAX_NAME: i32 = 1024;

const NAME: usize = memory.data(MAX_NAME, 8);
const HASHES: usize = memory.data(8 * MAX_NAMES, 8);

/** The value of a whole text: without the space around it. */
export function valueOf(text: Slice): Slice {
  const end = addressOf(text) + lengthOf(text);
  const start = skipSpace(addressOf(text), end);
  return slice(start, i32(endOfValue(start, end) - start));
}

export function isObject(value: Slice): bool {
  return firstOf(value) == OPEN_OBJECT;
}

export function isArray(value: Slice): bool {
  return firstOf(value) == OPEN_ARRAY;
}

export function isString(value: Slice): bool {
  return firstOf(value) == QUOTE;
}

export function isNumber(value: Slice): bool {
  const first = firstOf(value);
  return first == 0x2d || first - 0x30 <= 9;
}

/** Goes through the members of an object or the elements of an array: `open`, then `next` until it says false. */
@final
export class JsonCursor {
  /** A string with quotes and escapes; `EMPTY` in an array. */
  name: Slice = EMPTY;
  value: Slice = EMPTY;
  private at: usize = 0;
  private end: usize = 0;
  private hasNames: bool = false;

  /** What is neither object nor array has nothing in it. */
  open(container: Slice): void {
    const isContainer = isObject(container) || isArray(container);
    this.hasNames = isObject(container);
    this.at = addressOf(container) + 1;
    this.end = isContainer ? addressOf(container) + lengthOf(container) - 1 : 0;
    this.name = EMPTY;
  }

  next(): bool {
    this.skip(COMMA);
    if (this.at >= this.end) return false;
    if (this.hasNames) this.name = this.take();
    this.skip(COLON);
    this.value = this.take();
    return true;
  }

  private take(): Slice {
    const start = this.at;
    this.at = endOfValue(start, this.end);
    return slice(start, i32(this.at - start));
  }

  private skip(separator: u8): void {
    this.at = skipSpace(this.at, this.end);
    if (this.at < this.end && load<u8>(this.at) == separator) this.at = skipSpace(this.at + 1, this.end);
  }
}

const cursor = new JsonCursor();

/** The value of the first member with a name, which is plain text in UTF-8; `ABSENT` when there is none. */
export function memberOf(object: Slice, name: Slice): Slice {
  if (!isObject(object)) return ABSENT;
  cursor.open(object);
  while (cursor.next()) if (says(cursor.name, name)) return cursor.value;
  return ABSENT;
}

/**
 * Whether no two members of an object have the same name, however they are written (RFC 7515 §4, RFC 7519 §4). Names
 * are compared by a hash of 64 bits, so that a collision refuses an object and never lets one pass. False for more
 * than 256 names, and for a name over 1 KiB.
 */
export function hasUniqueNames(object: Slice): bool {
  cursor.open(object);
  for (let count = 0; cursor.next(); count++) {
    if (count == MAX_NAMES || lengthOf(cursor.name) > MAX_NAME) return false;
    const name = textOf(cursor.name, NAME);
    const hash = siphash24(addressOf(name), lengthOf(name), 0, 0);
    for (let i = 0; i < count; i++) if (load<u64>(HASHES + (i << 3)) == hash) return false;
    store<u64>(HASHES + (count << 3), hash);
  }
  return true;
}

/** Where a value ends that begins at `start`. */
export function endOfValue(start: usize, end: usize): usize {
  const first = load<u8>(start);
  if (first == QUOTE) return endOfString(start, end);
  if (first == OPEN_OBJECT || first == OPEN_ARRAY) return endOfContainer(start, end);
  let at = start;
  while (at < end && load<u8>(at) != COMMA && !isSpace(load<u8>(at))) at++;
  return at;
}

function endOfContainer(start: usize, end: usize): usize {
  let depth = 0;
  let at = start;
  do {
    const byte = load<u8>(at);
    if (byte == OPEN_OBJECT || byte == OPEN_ARRAY) depth++;
    else if (byte == CLOSE_OBJECT || byte == CLOSE_ARRAY) depth--;
    at = byte == QUOTE ? endOfString(at, end) : at + 1;
  } while (depth > 0 && at < end);
  return at;
}

/** Where a string ends that begins at `start`: behind its quote. */
export function endOfString(start: usize, end: usize): usize {
  let at = start + 1;
  while (at < end && load<u8>(at) != QUOTE) at += load<u8>(at) == BACKSLASH ? 2 : 1;
  return at + 1;
}

function skipSpace(start: usize, end: usize): usize {
  let at = start;
  while (at < end && isSpace(load<u8>(at))) at++;
  return at;
}

/** 0 of nothing. */
function firstOf(value: Slice): u8 {
  return lengthOf(value) > 0 ? load<u8>(addressOf(value)) : 0;
}
