import { Slice, addressOf } from "../bytes/slice";

/** Turns one bit of some bytes over; twice, and they are as they were. */
export function flip(bytes: Slice, bit: i32): void {
  const at = addressOf(bytes) + (bit >> 3);
  store<u8>(at, load<u8>(at) ^ ((<u8>1) << ((<u8>bit) & 7)));
}
