/** IP addresses in text. */
import { Slice, addressOf, lengthOf } from "./slice";

const DOT: u8 = 0x2e;
const COLON: u8 = 0x3a;

/**
 * Reads Envoy's `1.2.3.4:5` or `[2001:db8::1]:5` (the port may be missing) into 16 bytes in network order.
 * Answers the family: 4 (4 bytes used), 6, or 0 when it is no address. An IPv4-mapped address
 * (RFC 4291 §2.5.5.2) is its IPv4 address. Zone ids are refused.
 */
export function parseAddress(text: Slice, out: usize): u32 {
  if (lengthOf(text) <= 0) return 0;
  const start = addressOf(text);
  const end = start + lengthOf(text);
  memory.fill(out, 0, 16);
  if (load<u8>(start) != 0x5b) return parseV4(start, find(start, end, COLON), out) ? 4 : 0;
  const close = find(start, end, 0x5d);
  if (close == end || !parseV6(start + 1, close, out)) return 0;
  return isMapped(out) ? unmap(out) : 6;
}

/** Reads an address without port and brackets; likewise, but refuses an IPv4-mapped one that is written with dots. */
export function parseIp(text: Slice, out: usize): u32 {
  const start = addressOf(text);
  const end = start + lengthOf(text);
  memory.fill(out, 0, 16);
  if (find(start, end, COLON) == end) return parseV4(start, end, out) ? 4 : 0;
  if (!parseV6(start, end, out)) return 0;
  if (!isMapped(out)) return 6;
  return find(start, end, DOT) == end ? unmap(out) : 0;
}

/** Whether an address begins with the first bits of another one of its family. */
export function sharesPrefix(address: usize, other: usize, bits: u32): bool {
  const whole = bits >> 3;
  if (memory.compare(address, other, whole) != 0) return false;
  const left = bits & 7;
  return left == 0 || u32(load<u8>(address + whole) ^ load<u8>(other + whole)) >> (8 - left) == 0;
}

/** The port in such a text, or -1. */
export function parsePort(text: Slice): i32 {
  const start = addressOf(text);
  const end = start + max(lengthOf(text), 0);
  const bracket = start < end && load<u8>(start) == 0x5b ? find(start, end, 0x5d) : start;
  const colon = find(bracket, end, COLON);
  if (colon == end || end - colon > 6 || end - colon < 2) return -1;
  let port = 0;
  for (let at = colon + 1; at < end; at++) {
    const digit = i32(load<u8>(at)) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    port = port * 10 + digit;
  }
  return port <= 65535 ? port : -1;
}

function find(start: usize, end: usize, byte: u8): usize {
  let at = start;
  while (at < end && load<u8>(at) != byte) at++;
  return at;
}

/** Four decimal numbers without leading zeros. */
function parseV4(start: usize, end: usize, out: usize): bool {
  let at = start;
  for (let i = 0; i < 4; i++) {
    const stop = i == 3 ? end : find(at, end, DOT);
    const value = decimal(at, stop);
    if (value < 0 || (i < 3 && stop == end)) return false;
    store<u8>(out + i, u8(value));
    at = stop + 1;
  }
  return true;
}

function decimal(start: usize, end: usize): i32 {
  const length = i32(end - start);
  if (length < 1 || length > 3 || (length > 1 && load<u8>(start) == 0x30)) return -1;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = i32(load<u8>(at)) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value <= 255 ? value : -1;
}

/** Eight groups, fewer around one `::`; the last two may be an IPv4 address (RFC 4291 §2.2). */
function parseV6(start: usize, end: usize, out: usize): bool {
  let at = start;
  let filled = 0;
  let gap = -1;
  if (end - at >= 2 && load<u16>(at) == 0x3a3a) {
    gap = 0;
    at += 2;
  }
  while (at < end && filled < 16) {
    const stop = find(at, end, COLON);
    if (stop == end && filled <= 12 && find(at, end, DOT) != end) {
      if (!parseV4(at, end, out + filled)) return false;
      filled += 4;
      at = end;
      break;
    }
    const group = hexGroup(at, stop);
    if (group < 0) return false;
    store<u16>(out + filled, bswap<u16>(u16(group)));
    filled += 2;
    if (stop == end) {
      at = end;
      break;
    }
    at = stop + 1;
    if (at == end) return false;
    if (load<u8>(at) == COLON) {
      if (gap >= 0) return false;
      gap = filled;
      at++;
    }
  }
  if (at != end) return false;
  return gap < 0 ? filled == 16 : filled < 16 && spread(out, gap, filled);
}

/** Moves what stands behind the gap to the end. */
function spread(out: usize, gap: i32, filled: i32): bool {
  const tail = filled - gap;
  memory.copy(out + 16 - tail, out + gap, tail);
  memory.fill(out + gap, 0, 16 - filled);
  return true;
}

function hexGroup(start: usize, end: usize): i32 {
  const length = end - start;
  if (length < 1 || length > 4) return -1;
  let value = 0;
  for (let at = start; at < end; at++) {
    const byte = load<u8>(at);
    const lower = byte | 0x20;
    if (byte >= 0x30 && byte <= 0x39) value = (value << 4) | (byte - 0x30);
    else if (lower >= 0x61 && lower <= 0x66) value = (value << 4) | (lower - 0x57);
    else return -1;
  }
  return value;
}

function isMapped(address: usize): bool {
  return load<u64>(address) == 0 && load<u32>(address, 8) == 0xffff0000;
}

function unmap(address: usize): u32 {
  store<u32>(address, load<u32>(address, 12));
  return 4;
}
