import { Slice, addressOf, lengthOf } from "./slice";

const TAB: u8 = 0x09;
const SPACE: u8 = 0x20;
const QUOTE: u8 = 0x22;
const COMMA: u8 = 0x2c;
const EQUALS: u8 = 0x3d;
const BACKSLASH: u8 = 0x5c;

const LOW_BITS: u64 = 0x0101010101010101;
const HIGH_BITS: u64 = 0x8080808080808080;

/**
 * Whether the value of an `authorization` header holds more than one credential, as it does when a proxy joined
 * two headers. Within one, a comma only stands between parameters, `name=value` (RFC 9110 §11.4), or in quotes;
 * a quote that does not end could hide anything.
 */
export function holdsSeveralCredentials(value: Slice): bool {
  const end = addressOf(value) + lengthOf(value);
  let isQuoted = false;
  for (let at = skipPlainWords(addressOf(value), end); at < end; at++) {
    const byte = load<u8>(at);
    if (byte == QUOTE) isQuoted = !isQuoted;
    else if (isQuoted && byte == BACKSLASH) at++;
    else if (!isQuoted && byte == COMMA && !isParameter(at + 1, end)) return true;
  }
  return isQuoted;
}

/** Where the first eight bytes are that have a quote or a comma among them; a token, the usual credential, has neither. */
function skipPlainWords(from: usize, end: usize): usize {
  let at = from;
  while (at + 8 <= end) {
    const word = load<u64>(at);
    if ((zeroBytes(word ^ (LOW_BITS * QUOTE)) | zeroBytes(word ^ (LOW_BITS * COMMA))) != 0) break;
    at += 8;
  }
  return at;
}

/** Not 0 when a byte of the word is; which one is only told for the lowest. */
@inline
function zeroBytes(word: u64): u64 {
  return (word - LOW_BITS) & ~word & HIGH_BITS;
}

/** Whether a name and an equals sign come next. */
function isParameter(from: usize, end: usize): bool {
  let at = skipSpace(from, end);
  const name = at;
  while (at < end && !endsName(load<u8>(at))) at++;
  const nameEnd = at;
  at = skipSpace(at, end);
  return nameEnd > name && at < end && load<u8>(at) == EQUALS;
}

function endsName(byte: u8): bool {
  return isSpace(byte) || byte == EQUALS || byte == COMMA || byte == QUOTE;
}

function skipSpace(from: usize, end: usize): usize {
  let at = from;
  while (at < end && isSpace(load<u8>(at))) at++;
  return at;
}


@inline
function isSpace(byte: u8): bool {
  return byte == SPACE || byte == TAB;
}
