import { MAX_REGEX, REGEX, REGEX_STATE } from "./layout";

/**
 * Whether a regular expression, as `matchesRegex` of assembly/engine/regex.ts runs it, begins at an address (a
 * multiple of 4) and ends within `room` bytes: no byte of a text can lead it outside.
 */
export function isRegex(regex: usize, room: u32): bool {
  if (room < REGEX.ROWS) return false;
  const size = load<u32>(regex, REGEX.SIZE);
  const classes = <u32>load<u16>(regex, REGEX.CLASS_COUNT);
  if (size > room || size < REGEX.ROWS || size > MAX_REGEX || classes == 0 || classes > 255) return false;
  const row = rowSize(classes);
  if ((size - REGEX.ROWS) % row != 0 || !areClasses(regex, classes)) return false;
  if (!isState(load<u16>(regex, REGEX.START), size, row)) return false;
  for (let at = REGEX.ROWS; at < size; at += row) {
    if (!isRow(regex + at, classes, size, row)) return false;
  }
  return true;
}

/** What it is at the end of the text and a state for each class, in whole words. */
function rowSize(classes: u32): u32 {
  return ((classes + 2) >> 1) << 2;
}

function areClasses(regex: usize, classes: u32): bool {
  for (let byte: u32 = 0; byte < 256; byte++) {
    const byteClass = <u32>load<u8>(regex + byte, REGEX.CLASSES);
    if (byteClass == 0 || byteClass > classes) return false;
  }
  return true;
}

function isRow(row: usize, classes: u32, size: u32, length: u32): bool {
  if (load<u16>(row) > REGEX_STATE.FITS) return false;
  for (let byteClass: u32 = 1; byteClass <= classes; byteClass++) {
    if (!isState(load<u16>(row + (byteClass << 1)), size, length)) return false;
  }
  const isFull = classes % 2 == 1;
  return isFull || load<u16>(row + ((classes + 1) << 1)) == 0;
}

/** A state is the place of a row in words, or one that needs none. */
function isState(state: u32, size: u32, row: u32): bool {
  const at = state << 2;
  return state <= REGEX_STATE.FITS || (at >= REGEX.ROWS && at < size && (at - REGEX.ROWS) % row == 0);
}
