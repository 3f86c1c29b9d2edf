/** IP addresses and blocks of them (src/ir/functions/address.ts). */
import { parseIp, sharesPrefix } from "../../bytes/address";
import { Slice, addressOf, lengthOf, slice } from "../../bytes/slice";
import { TAG } from "../../image/layout";
import { digits, readDigits } from "./digits";
import { allocate } from "./scratch";
import { detailOf, fail, payloadOf, set, setBool, setDetail } from "./values";

const COLON: u8 = 0x3a;
const SLASH: u8 = 0x2f;
const ZERO: u8 = 0x30;

/** The address of a text. */
export function setIp(value: usize, text: Slice): void {
  const address = allocate(16);
  const family = address == 0 ? 0 : parseIp(text, address);
  if (family == 0) fail(value);
  else set(value, TAG.IP, slice(address, sizeOf(family)));
}

/** The block of a text: an address, perhaps with a prefix length, behind which no bit is set. */
export function setCidr(value: usize, text: Slice): void {
  const start = addressOf(text);
  const length = lengthOf(text);
  const end = find(start, start + length, SLASH);
  const address = allocate(16);
  const family = address == 0 ? 0 : parseIp(slice(start, i32(end - start)), address);
  if (family == 0) return fail(value);
  const size = sizeOf(family);
  const written = find(start, end, COLON) == end ? 32 : 128;
  let bits: i64 = written;
  if (end < start + length) bits = prefixLength(slice(end + 1, i32(start + length - end) - 1));
  // Of an IPv4-mapped block, what comes before the IPv4 address is fixed.
  const kept = bits - (written - 8 * size);
  if (bits < 0 || bits > written || kept < 0 || !isZeroBehind(address, size, i32(kept))) return fail(value);
  set(value, TAG.CIDR, slice(address, size));
  setDetail(value, u32(kept));
}

/** Whether block `a` has address `b`. */
export function containsIp(a: usize, b: usize): void {
  const block = payloadOf(a);
  const address = payloadOf(b);
  const isOfFamily = lengthOf(block) == lengthOf(address);
  setBool(a, isOfFamily && sharesPrefix(addressOf(address), addressOf(block), detailOf(a)));
}


@inline
function sizeOf(family: u32): i32 {
  return family == 4 ? 4 : 16;
}

function find(start: usize, end: usize, byte: u8): usize {
  let at = start;
  while (at < end && load<u8>(at) != byte) at++;
  return at;
}

/** A number without leading zeros, or -1. */
function prefixLength(text: Slice): i64 {
  if (lengthOf(text) > 3 || !readDigits(text)) return -1;
  return lengthOf(text) > 1 && load<u8>(addressOf(text)) == ZERO ? -1 : digits;
}

/** Whether no bit is set from `bits` on. */
function isZeroBehind(address: usize, size: i32, bits: i32): bool {
  for (let i = bits; i < 8 * size; i++) {
    if ((load<u8>(address + (i >> 3)) & (0x80 >> (i & 7))) != 0) return false;
  }
  return true;
}
