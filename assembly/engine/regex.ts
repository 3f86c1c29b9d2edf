import { Slice, addressOf, lengthOf } from "../bytes/slice";
import { REGEX, REGEX_STATE } from "../image/layout";

/**
 * Whether any part of a text, which must be present, fits a regular expression: one look-up for each byte,
 * until the rest of the text can change nothing.
 */
export function matchesRegex(regex: usize, text: Slice): bool {
  let state = <u32>load<u16>(regex, REGEX.START);
  const end = addressOf(text) + lengthOf(text);
  for (let at = addressOf(text); at < end && state > REGEX_STATE.FITS; at++) {
    const byteClass = <u32>load<u8>(regex + load<u8>(at), REGEX.CLASSES);
    state = load<u16>(regex + (state << 2) + (byteClass << 1));
  }
  // Class 0 is the end of the text.
  if (state > REGEX_STATE.FITS) state = load<u16>(regex + (state << 2));
  return state == REGEX_STATE.FITS;
}
