/**
 * Comparisons of byte runs. An absent slice has a negative length, equals nothing, and begins with, contains and
 * ends with nothing.
 */
import { Slice, addressOf, isPresent, lengthOf } from "./slice";

/** Whether two slices hold the same bytes. Not constant-time: not for secrets. */
export function equals(a: Slice, b: Slice): bool {
  if (lengthOf(a) != lengthOf(b) || !isPresent(a)) return false;
  return sameBytes(addressOf(a), addressOf(b), lengthOf(a));
}

export function startsWith(value: Slice, prefix: Slice): bool {
  if (!isPresent(value) || !isPresent(prefix) || lengthOf(value) < lengthOf(prefix)) return false;
  return sameBytes(addressOf(value), addressOf(prefix), lengthOf(prefix));
}

export function endsWith(value: Slice, suffix: Slice): bool {
  if (!isPresent(value) || !isPresent(suffix) || lengthOf(value) < lengthOf(suffix)) return false;
  const start = addressOf(value) + lengthOf(value) - lengthOf(suffix);
  return sameBytes(start, addressOf(suffix), lengthOf(suffix));
}

/** Whether `part` stands anywhere in `value`; costs at most the product of their lengths. */
export function contains(value: Slice, part: Slice): bool {
  if (!isPresent(value) || !isPresent(part)) return false;
  const last = lengthOf(value) - lengthOf(part);
  for (let at = 0; at <= last; at++) {
    if (sameBytes(addressOf(value) + at, addressOf(part), lengthOf(part))) return true;
  }
  return false;
}

/** Eight bytes at a time, then one by one. */
function sameBytes(a: usize, b: usize, length: i32): bool {
  let left = length;
  while (left >= 8) {
    if (load<u64>(a) != load<u64>(b)) return false;
    a += 8;
    b += 8;
    left -= 8;
  }
  while (left > 0) {
    if (load<u8>(a) != load<u8>(b)) return false;
    a++;
    b++;
    left--;
  }
  return true;
}
