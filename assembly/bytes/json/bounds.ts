/** How deep and how wide JSON is, of a text that `isJson` accepted. */
import { Slice, addressOf, lengthOf } from "../slice";
import { CLOSE_ARRAY, CLOSE_OBJECT, COMMA, OPEN_ARRAY, OPEN_OBJECT, QUOTE } from "./characters";
import { endOfString } from "./members";

/** As deep as `isJson` goes. */
const MAX_DEPTH: i32 = 32;

/** Commas in each open container, the outermost first. */
const COMMAS: usize = memory.data(4 * MAX_DEPTH, 4);

/** Whether containers lie at most `depth` deep in one another, and each has at most `items` members or elements. */
export function isWithin(value: Slice, depth: i32, items: i32): bool {
  const end = addressOf(value) + lengthOf(value);
  let commas = COMMAS - 4;
  let at = addressOf(value);
  while (at < end) {
    const byte = load<u8>(at);
    if (byte == OPEN_OBJECT || byte == OPEN_ARRAY) {
      commas += 4;
      if (commas == COMMAS + 4 * depth) return false;
      store<i32>(commas, 0);
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
