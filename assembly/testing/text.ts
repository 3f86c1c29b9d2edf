import { Slice, addressOf, isPresent, lengthOf } from "../bytes/slice";

/** A slice as a string, which as-pect can compare and print. */
export function text(bytes: Slice): string {
  return isPresent(bytes) ? String.UTF8.decodeUnsafe(addressOf(bytes), lengthOf(bytes)) : "absent";
}
