import { Slice, addressOf, isPresent, lengthOf } from "./slice";

/**
 * Whether two slices hold the same bytes, in a time that tells their lengths and nothing else. An absent one equals
 * nothing.
 */
export function equalSecrets(a: Slice, b: Slice): bool {
  if (!isPresent(a) || !isPresent(b) || lengthOf(a) != lengthOf(b)) return false;
  let difference: u32 = 0;
  for (let i = 0; i < lengthOf(a); i++) difference |= load<u8>(addressOf(a) + i) ^ load<u8>(addressOf(b) + i);
  return difference == 0;
}
