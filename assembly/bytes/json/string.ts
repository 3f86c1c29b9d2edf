/** JSON strings (RFC 8259 §7), as they stand in their text: with quotes and escapes. */
import { hexDigit } from "../escapes";
import { Slice, addressOf, lengthOf, slice } from "../slice";
import { writeCodePoint } from "../utf8";
import { BACKSLASH } from "./characters";

const LETTER_U: u8 = 0x75;

/** One escaped character in UTF-8. */
const CHARACTER: usize = memory.data(4, 4);

/** How many bytes the escape at `at` has, both halves of a surrogate pair counted; 0 when it is none. */
export function escapeLength(at: usize, end: usize): i32 {
  if (end - at < 2) return 0;
  const letter = load<u8>(at, 1);
  if (letter != LETTER_U) return escapedControl(letter) < 0 ? 0 : 2;
  const unit = unitAt(at, end);
  if (unit < 0 || isLowSurrogate(unit)) return 0;
  if (!isHighSurrogate(unit)) return 6;
  return isLowSurrogate(unitAt(at + 6, end)) ? 12 : 0;
}

/**
 * What a string says, in UTF-8. Where nothing is escaped, that stands in the string itself; else it is written to
 * `to`, in fewer bytes than the string has.
 */
export function textOf(string: Slice, to: usize): Slice {
  const start = addressOf(string) + 1;
  const end = addressOf(string) + lengthOf(string) - 1;
  if (!hasEscape(start, end)) return slice(start, i32(end - start));
  let out = to;
  for (let at = start; at < end;) {
    if (load<u8>(at) == BACKSLASH) {
      out += writeEscaped(out, at, end);
      at += escapeLength(at, end);
    } else {
      store<u8>(out++, load<u8>(at++));
    }
  }
  return slice(to, i32(out - to));
}

/** Whether a string says `text`. */
export function says(string: Slice, text: Slice): bool {
  const end = addressOf(string) + lengthOf(string) - 1;
  const textEnd = addressOf(text) + lengthOf(text);
  let expected = addressOf(text);
  for (let at = addressOf(string) + 1; at < end;) {
    const isEscape = load<u8>(at) == BACKSLASH;
    const length: i32 = isEscape ? writeEscaped(CHARACTER, at, end) : 1;
    const taken: i32 = isEscape ? escapeLength(at, end) : 1;
    if (textEnd - expected < usize(length)) return false;
    if (memory.compare(isEscape ? CHARACTER : at, expected, length) != 0) return false;
    expected += length;
    at += taken;
  }
  return expected == textEnd;
}

function hasEscape(start: usize, end: usize): bool {
  for (let at = start; at < end; at++) if (load<u8>(at) == BACKSLASH) return true;
  return false;
}

/** Writes the character that the escape at `at` stands for; answers how many bytes it has. */
function writeEscaped(to: usize, at: usize, end: usize): i32 {
  const letter = load<u8>(at, 1);
  if (letter != LETTER_U) {
    store<u8>(to, u8(escapedControl(letter)));
    return 1;
  }
  const unit = unitAt(at, end);
  if (!isHighSurrogate(unit)) return writeCodePoint(to, unit);
  return writeCodePoint(to, 0x10000 + ((unit - 0xd800) << 10) + (unitAt(at + 6, end) - 0xdc00));
}

/** The UTF-16 code unit of `\uXXXX` at `at`, or -1. */
function unitAt(at: usize, end: usize): i32 {
  if (end - at < 6 || load<u8>(at) != BACKSLASH || load<u8>(at, 1) != LETTER_U) return -1;
  let unit = 0;
  for (let i: usize = 2; i < 6; i++) {
    const digit = hexDigit(load<u8>(at + i));
    if (digit < 0) return -1;
    unit = (unit << 4) | digit;
  }
  return unit;
}

/** The character behind a backslash and this letter, or -1. */
function escapedControl(letter: u8): i32 {
  switch (letter) {
    case 0x22: // "
    case 0x5c: // \
    case 0x2f: // /
      return letter;
    case 0x62: // b
      return 0x08;
    case 0x66: // f
      return 0x0c;
    case 0x6e: // n
      return 0x0a;
    case 0x72: // r
      return 0x0d;
    case 0x74: // t
      return 0x09;
    default:
      return -1;
  }
}


@inline
function isHighSurrogate(unit: i32): bool {
  return unit >> 10 == 0x36;
}


@inline
function isLowSurrogate(unit: i32): bool {
  return unit >> 10 == 0x37;
}
