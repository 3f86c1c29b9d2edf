import { Slice, slice } from "./slice";

const DIGITS: usize = memory.data<u8>([
  0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66,
]);

const VERSION_4: u64 = 0x4000;
const VARIANT: u64 = 1 << 63;

export const UUID_LENGTH: i32 = 36;

/** Writes a random UUID (version 4, RFC 9562 §5.4) of 128 random bits, of which it takes 122, to `to`. */
export function writeUuid(high: u64, low: u64, to: usize): Slice {
  const first = (high & ~0xf000) | VERSION_4;
  const second = (low & ~(VARIANT >> 1)) | VARIANT;
  let at = to;
  for (let digit = 0; digit < 32; digit++) {
    if (digit == 8 || digit == 12 || digit == 16 || digit == 20) store<u8>(at++, 0x2d);
    const word = digit < 16 ? first : second;
    store<u8>(at++, load<u8>(DIGITS + usize((word >> ((15 - (digit & 15)) << 2)) & 15)));
  }
  return slice(to, UUID_LENGTH);
}
