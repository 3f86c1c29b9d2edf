/** IP addresses and blocks of them (src/ir/functions/address.ts). */
import { parseIp, sharesPrefix } from "../../bytes/address";
import { Slice, addressOf, lengthOf, slice } from "../../bytes/slice";
import { equals } from "../../bytes/view";
import { FUNCTION, TAG } from "../../image/layout";
import { setAddressText } from "./address-text";
import { digits, readDigits } from "./digits";
import { allocate } from "./scratch";
import { detailOf, fail, isError, payloadOf, set, setBool, setDetail, tagOf } from "./values";

const COLON: u8 = 0x3a;
const SLASH: u8 = 0x2f;
const ZERO: u8 = 0x30;

/** Bytes of the longest block: six groups of IPv6, an IPv4 address, a prefix length. What is longer is not read. */
const MAX_TEXT: i32 = 49;

/** `ip(a)`: the address of a text, or of a block. */
export function toIp(a: usize): void {
  const tag = tagOf(a);
  if (tag == TAG.STRING) setIp(a, payloadOf(a));
  else if (tag == TAG.CIDR) set(a, TAG.IP, payloadOf(a));
  else fail(a);
}

/** The address of a text. */
export function setIp(value: usize, text: Slice): void {
  const address: usize = lengthOf(text) > MAX_TEXT ? 0 : allocate(16);
  const family = address == 0 ? 0 : parseIp(text, address);
  if (family == 0) fail(value);
  else set(value, TAG.IP, slice(address, sizeOf(family)));
}

/** The block of a text: an address and a prefix length. */
export function setCidr(value: usize, text: Slice): void {
  const start = addressOf(text);
  const end = start + min(lengthOf(text), MAX_TEXT + 1);
  const stop = find(start, end, SLASH);
  setIp(value, slice(start, i32(stop - start)));
  if (stop == end || isError(value)) return fail(value);
  const address = payloadOf(value);
  const most = find(start, stop, COLON) == stop ? 32 : 128;
  const bits = prefixLength(slice(stop + 1, i32(end - stop) - 1));
  // Of an IPv4-mapped block, what comes before the IPv4 address is fixed.
  const kept = bits - (most - 8 * lengthOf(address));
  if (bits > most || kept < 0) return fail(value);
  set(value, TAG.CIDR, address);
  setDetail(value, u32(kept));
}

/** `isIP(a)`, `isCIDR(a)`: whether what should have been made of a text was. */
export function setIsSound(value: usize): void {
  setBool(value, !isError(value));
}

/** `ip.isCanonical(a)` */
export function setIsCanonical(a: usize): void {
  const text = payloadOf(a);
  setIp(a, text);
  if (isError(a)) return;
  setAddressText(a);
  if (!isError(a)) setBool(a, equals(payloadOf(a), text));
}

/** Whether block `a` has address `b`, or the address whose text that is. */
export function containsIp(a: usize, b: usize): void {
  if (tagOf(b) == TAG.STRING) setIp(b, payloadOf(b));
  if (tagOf(a) != TAG.CIDR || tagOf(b) != TAG.IP) fail(a);
  else setBool(a, isWithin(payloadOf(b), a));
}

/** Whether block `a` has all of block `b`, or of the block whose text that is. */
export function containsCidr(a: usize, b: usize): void {
  if (tagOf(b) == TAG.STRING) setCidr(b, payloadOf(b));
  if (tagOf(a) != TAG.CIDR || tagOf(b) != TAG.CIDR) fail(a);
  else setBool(a, detailOf(a) <= detailOf(b) && isWithin(payloadOf(b), a));
}

function isWithin(address: Slice, block: usize): bool {
  const other = payloadOf(block);
  return (
    lengthOf(other) == lengthOf(address) &&
    sharesPrefix(addressOf(address), addressOf(other), detailOf(block))
  );
}

/** `block.masked()` */
export function mask(value: usize): void {
  const block = payloadOf(value);
  const address = allocate(16);
  if (address == 0) return fail(value);
  const bits = detailOf(value);
  memory.copy(address, addressOf(block), lengthOf(block));
  for (let i = bits; i < u32(8 * lengthOf(block)); i++) {
    const at = address + (i >> 3);
    const bit: u32 = 0x80 >> (i & 7);
    store<u8>(at, u8(load<u8>(at) & ~bit));
  }
  set(value, TAG.CIDR, slice(address, lengthOf(block)));
  setDetail(value, bits);
}

/** Which of `isUnspecified` to `isGlobalUnicast` an address is, by its number; 0 for what is none: no address is two. */
export function scopeOf(address: Slice): u32 {
  const at = addressOf(address);
  const start = bswap<u32>(load<u32>(at));
  if (lengthOf(address) == 4) {
    if (start == 0) return FUNCTION.IS_UNSPECIFIED;
    if (start >> 24 == 127) return FUNCTION.IS_LOOPBACK;
    if (start >> 8 == 0xe00000) return FUNCTION.IS_LINK_LOCAL_MULTICAST;
    if (start >> 16 == 0xa9fe) return FUNCTION.IS_LINK_LOCAL_UNICAST;
    return start >> 28 == 14 || start == 0xffffffff ? 0 : FUNCTION.IS_GLOBAL_UNICAST;
  }
  const end = bswap<u64>(load<u64>(at, 8));
  if (load<u64>(at) == 0 && end <= 1) return FUNCTION.IS_UNSPECIFIED + u32(end);
  if ((start & 0xff0f0000) == 0xff020000) return FUNCTION.IS_LINK_LOCAL_MULTICAST;
  if (start >> 22 == 0x3fa) return FUNCTION.IS_LINK_LOCAL_UNICAST;
  return start >> 24 == 0xff ? 0 : FUNCTION.IS_GLOBAL_UNICAST;
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

/** A number without leading zeros, or one that is too large. */
function prefixLength(text: Slice): i32 {
  const isNumber = lengthOf(text) <= 3 && readDigits(text);
  return !isNumber || (lengthOf(text) > 1 && load<u8>(addressOf(text)) == ZERO) ? i32.MAX_VALUE : i32(digits);
}
