/** W3C Trace Context: `00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01`. */
import { ABSENT, Slice, addressOf, isPresent, lengthOf, slice } from "./slice";

const DASH: u8 = 0x2d;
const TRACE_ID_AT: i32 = 3;
const TRACE_ID_LENGTH: i32 = 32;
const PARENT_ID_AT: i32 = 36;
const FLAGS_AT: i32 = 53;
const LENGTH: i32 = 55;

/** Behind the fields that every version has, a later one may have more. */
const VERSION_00: u16 = 0x3030;
const INVALID_VERSION: u16 = 0x6666;

/** The trace's id, 32 hexadecimal digits, of a `traceparent`; `ABSENT` when that is none (§3.2). */
export function traceIdOf(traceparent: Slice): Slice {
  if (!isPresent(traceparent) || lengthOf(traceparent) < LENGTH) return ABSENT;
  const at = addressOf(traceparent);
  if (!isHex(at, 2) || !isHexField(at + TRACE_ID_AT, TRACE_ID_LENGTH)) return ABSENT;
  if (!isHexField(at + PARENT_ID_AT, 16) || !isHex(at + FLAGS_AT, 2) || !areDashesAt(at)) return ABSENT;
  const version = load<u16>(at);
  const isLonger = lengthOf(traceparent) > LENGTH;
  if (version == INVALID_VERSION || (version == VERSION_00 && isLonger)) return ABSENT;
  if (isLonger && load<u8>(at, LENGTH) != DASH) return ABSENT;
  return slice(at + TRACE_ID_AT, TRACE_ID_LENGTH);
}

function areDashesAt(at: usize): bool {
  return (
    load<u8>(at, TRACE_ID_AT - 1) == DASH &&
    load<u8>(at, PARENT_ID_AT - 1) == DASH &&
    load<u8>(at, FLAGS_AT - 1) == DASH
  );
}

/** Hexadecimal digits that are not all zero. */
function isHexField(at: usize, length: i32): bool {
  if (!isHex(at, length)) return false;
  for (let i = 0; i < length; i++) if (load<u8>(at + i) != 0x30) return true;
  return false;
}

/** In lower case. */
function isHex(at: usize, length: i32): bool {
  for (let i = 0; i < length; i++) {
    const byte = load<u8>(at + i);
    if (byte - 0x30 > 9 && byte - 0x61 > 5) return false;
  }
  return true;
}
