import { Slice, addressOf, isPresent, lengthOf } from "./slice";

/** As many digits as fit into an i64 whatever they are. */
const MOST_DIGITS: i32 = 18;

/** A whole number in decimal digits and nothing else, as in `content-length`; -1 for all other bytes, and for none. */
export function decimal(bytes: Slice): i64 {
  const length = lengthOf(bytes);
  if (!isPresent(bytes) || length == 0 || length > MOST_DIGITS) return -1;
  let value: i64 = 0;
  for (let i = 0; i < length; i++) {
    const digit = u32(load<u8>(addressOf(bytes) + i)) - 0x30;
    if (digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
