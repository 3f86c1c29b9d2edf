import { hexDigit } from "../bytes/escapes";
import { Slice, addressOf, isPresent, lengthOf, slice } from "../bytes/slice";

/** The bytes that hexadecimal digits stand for; spaces do not count. */
export function fromHex(digits: string): Slice {
  const text = digits.replaceAll(" ", "");
  const address = heap.alloc(text.length >> 1);
  for (let i = 0; i < text.length; i += 2) {
    store<u8>(address + (i >> 1), (hexDigit(text.charCodeAt(i)) << 4) | hexDigit(text.charCodeAt(i + 1)));
  }
  return slice(address, text.length >> 1);
}

/** Bytes in hexadecimal, which as-pect can compare and print. */
export function toHex(bytes: Slice): string {
  if (!isPresent(bytes)) return "absent";
  let digits = "";
  for (let i = 0; i < lengthOf(bytes); i++) {
    const byte = load<u8>(addressOf(bytes) + i);
    digits += (byte >> 4).toString(16) + (byte & 15).toString(16);
  }
  return digits;
}
