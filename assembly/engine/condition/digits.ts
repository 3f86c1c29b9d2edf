import { Slice, addressOf, lengthOf } from "../../bytes/slice";

/** What `readDigits` read last. */
export let digits: u64 = 0;

/** Reads a whole number of decimal digits and nothing else; false when it is none, or takes more than 64 bits. */
export function readDigits(text: Slice): bool {
  const end = addressOf(text) + lengthOf(text);
  digits = 0;
  for (let at = addressOf(text); at < end; at++) {
    const digit = u64(load<u8>(at)) - 0x30;
    if (digit > 9 || digits > (u64.MAX_VALUE - digit) / 10) return false;
    digits = digits * 10 + digit;
  }
  return lengthOf(text) > 0;
}

/** How many digits a number has. */
export function countDigits(number: u64): i32 {
  let count = 1;
  for (let rest = number / 10; rest > 0; rest /= 10) count++;
  return count;
}

/** Writes the last `width` digits of a number; answers where they end. */
export function writeDigits(to: usize, number: u64, width: i32): usize {
  let rest = number;
  for (let at = to + width; at > to; rest /= 10) store<u8>(--at, u8(0x30 + (rest % 10)));
  return to + width;
}
