/** What a reader of credentials asks of JSON beside its grammar, of a text that `isJson` accepted. */
import { Slice, addressOf, lengthOf, slice } from "../slice";
import { CLOSE_ARRAY, CLOSE_OBJECT, COMMA, OPEN_ARRAY, OPEN_OBJECT, QUOTE } from "./characters";
import { endOfString, endOfValue, hasUniqueNames } from "./members";

/** As deep as `isJson` goes. */
const MAX_DEPTH: i32 = 32;

/** Commas in each open container, the outermost first. */
const COMMAS: usize = memory.data(4 * MAX_DEPTH, 4);

/**
 * Whether containers lie at most `depth` (up to 32) deep in one another, none has more than `items` members or
 * elements, and no object has a name twice (see `hasUniqueNames`).
 */
export function isStrict(value: Slice, depth: i32, items: i32): bool {
  const end = addressOf(value) + lengthOf(value);
  const deepest = COMMAS + 4 * (depth - 1);
  let commas = COMMAS - 4;
  for (let at = addressOf(value); at < end;) {
    const byte = load<u8>(at);
    if (byte == OPEN_OBJECT || byte == OPEN_ARRAY) {
      if (commas == deepest) return false;
      commas += 4;
      store<i32>(commas, 0);
      if (byte == OPEN_OBJECT && !hasUniqueNames(slice(at, i32(endOfValue(at, end) - at)))) return false;
    } else if (byte == CLOSE_OBJECT || byte == CLOSE_ARRAY) {
      commas -= 4;
    } else if (byte == COMMA) {
      const count = load<i32>(commas) + 1;
      if (count == items) return false;
      store<i32>(commas, count);
    }
    at = byte == QUOTE ? endOfString(at, end) : at + 1;
  }
  return true;
}
