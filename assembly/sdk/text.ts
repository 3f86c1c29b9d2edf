/**
 * Between bytes and strings. Both directions make garbage or fill the arena: for configurations and refusals,
 * not for every request.
 */
import { allocate } from "../abi/arena";
import { Slice, addressOf, isPresent, lengthOf, slice } from "../bytes/slice";

/** The bytes read as UTF-8; the empty string when there are none. */
export function decode(bytes: Slice): string {
  return isPresent(bytes) ? String.UTF8.decodeUnsafe(addressOf(bytes), lengthOf(bytes)) : "";
}

/** The UTF-8 bytes of a string, good until the callback ends; what has to stay is made by `literal`. */
export function encode(text: string): Slice {
  const length = String.UTF8.byteLength(text);
  const address = allocate(length);
  String.UTF8.encodeUnsafe(changetype<usize>(text), text.length, address);
  return slice(address, length);
}
