/** Whether bytes are JSON: the grammar of RFC 8259 and nothing beside it, in one pass and without recursion. */
import { Slice, addressOf, isPresent, lengthOf } from "../slice";
import { sequenceAt } from "../utf8";
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
import { escapeLength } from "./string";

/** How deep objects and arrays may lie in one another. */
const MAX_DEPTH: i32 = 32;

let at: usize = 0;
let end: usize = 0;
let depth: i32 = 0;

/** A bit for each open container, the innermost lowest: set for an object. */
let objects: u32 = 0;

/**
 * Whether a text is one JSON value, with containers at most 32 deep and strings that have a UTF-8 form: no broken
 * sequence, no half of a surrogate pair. Other functions on JSON take only what this accepts.
 */
export function isJson(text: Slice): bool {
  if (!isPresent(text)) return false;
  at = addressOf(text);
  end = at + lengthOf(text);
  depth = 0;
  skipSpace();
  while (true) {
    if (isInObject() && !takeName()) return false;
    if (takeOpening()) {
      if (!isAtClosing()) continue;
    } else if (!takeScalar()) {
      return false;
    }
    while (isAtClosing()) takeClosing();
    if (depth == 0) return at == end;
    if (!take(COMMA)) return false;
  }
}

function isInObject(): bool {
  return depth > 0 && (objects & 1) != 0;
}

function takeName(): bool {
  return takeString() && take(COLON);
}

function takeOpening(): bool {
  if (depth == MAX_DEPTH) return false;
  const isObject = take(OPEN_OBJECT);
  if (!isObject && !take(OPEN_ARRAY)) return false;
  objects = (objects << 1) | u32(isObject);
  depth++;
  return true;
}

function isAtClosing(): bool {
  return depth > 0 && isAt(isInObject() ? CLOSE_OBJECT : CLOSE_ARRAY);
}

function takeClosing(): void {
  at++;
  skipSpace();
  objects >>= 1;
  depth--;
}

function takeScalar(): bool {
  return takeString() || takeWord() || takeNumber();
}

function takeString(): bool {
  if (!isAt(QUOTE)) return false;
  at++;
  while (at < end) {
    const byte = load<u8>(at);
    if (byte == QUOTE) return take(QUOTE);
    if (byte < 0x20) return false;
    const length = byte == BACKSLASH ? escapeLength(at, end) : sequenceAt(at, end);
    if (length == 0) return false;
    at += length;
  }
  return false;
}

/** `true`, `false`, `null`. */
function takeWord(): bool {
  if (end - at < 4) return false;
  const word = load<u32>(at);
  if (word == 0x65757274 || word == 0x6c6c756e) at += 4;
  else if (word == 0x736c6166 && end - at > 4 && load<u8>(at, 4) == 0x65) at += 5;
  else return false;
  skipSpace();
  return true;
}

/** RFC 8259 §6: no zeros before it, no bare point, no plus. */
function takeNumber(): bool {
  if (isAt(0x2d)) at++;
  if (isAt(0x30)) at++;
  else if (!takeDigits()) return false;
  if (isAt(0x2e)) {
    at++;
    if (!takeDigits()) return false;
  }
  if (at < end && (load<u8>(at) | 0x20) == 0x65) {
    at++;
    if (isAt(0x2b) || isAt(0x2d)) at++;
    if (!takeDigits()) return false;
  }
  skipSpace();
  return true;
}

/** At least one. */
function takeDigits(): bool {
  const start = at;
  while (at < end && load<u8>(at) - 0x30 <= 9) at++;
  return at > start;
}

function take(byte: u8): bool {
  if (!isAt(byte)) return false;
  at++;
  skipSpace();
  return true;
}


@inline
function isAt(byte: u8): bool {
  return at < end && load<u8>(at) == byte;
}

function skipSpace(): void {
  while (at < end && isSpace(load<u8>(at))) at++;
}
