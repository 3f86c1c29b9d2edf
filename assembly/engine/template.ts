import { Slice, addressOf, lengthOf, slice } from "../bytes/slice";
import { endsWith, equals } from "../bytes/view";
import { stringAt } from "../image/image";
import { TEMPLATE } from "../image/layout";
import { Truth } from "./truth";

/** Envoy's wildcard alphabet, one bit for each byte: 0–63 and 64–127. */
const PLAIN_LOW: u64 = 0x0fff7bf200000000;
const PLAIN_HIGH: u64 = 0x47fffffe87ffffff;

const SLASH: u8 = 0x2f;

/**
 * Whether a path fits a template (src/ir/template.ts). Undecided when the literals fit but a wildcard would
 * have to swallow a byte that Envoy's wildcards do not.
 */
export function matchTemplate(image: usize, template: usize, path: Slice): Truth {
  const end = addressOf(path) + lengthOf(path);
  const count = i32(load<u16>(template, TEMPLATE.COUNT));
  const rest = load<u16>(template, TEMPLATE.REST) != 0;
  const suffix = stringAt(image, load<u32>(template, TEMPLATE.SUFFIX));
  let result = Truth.True;
  let at = addressOf(path) + 1;
  for (let i = 0; i < count; i++) {
    if (at > end) return Truth.False;
    const stop = endOfSegment(at, end);
    let text = slice(at, i32(stop - at));
    if (!rest && i == count - 1) {
      if (stop != end || !endsWith(text, suffix)) return Truth.False;
      text = slice(at, lengthOf(text) - lengthOf(suffix));
    }
    const reference = load<u32>(template + TEMPLATE.SEGMENTS + 4 * i);
    const fits = reference == 0 ? matchWildcard(text) : fitsLiteral(text, stringAt(image, reference));
    if (fits == Truth.False) return Truth.False;
    if (fits == Truth.Undecided) result = Truth.Undecided;
    at = stop + 1;
  }
  if (!rest) return at == end + 1 ? result : Truth.False;
  if (at > end) return Truth.False;
  const tail = slice(at, i32(end - at));
  if (!endsWith(tail, suffix)) return Truth.False;
  return isPlain(slice(at, lengthOf(tail) - lengthOf(suffix)), true) ? result : Truth.Undecided;
}


@inline
function fitsLiteral(text: Slice, literal: Slice): Truth {
  return equals(text, literal) ? Truth.True : Truth.False;
}

/** `*`: one or more bytes. */
@inline
function matchWildcard(text: Slice): Truth {
  if (lengthOf(text) == 0) return Truth.False;
  return isPlain(text, false) ? Truth.True : Truth.Undecided;
}

function endOfSegment(start: usize, end: usize): usize {
  let at = start;
  while (at < end && load<u8>(at) != SLASH) at++;
  return at;
}

function isPlain(text: Slice, slashes: bool): bool {
  const end = addressOf(text) + lengthOf(text);
  for (let at = addressOf(text); at < end; at++) {
    const byte = load<u8>(at);
    if (byte >= 128) return false;
    const bits = byte < 64 ? PLAIN_LOW : PLAIN_HIGH;
    if (((bits >> (byte & 63)) & 1) == 0 && !(slashes && byte == SLASH)) return false;
  }
  return true;
}
