/** IP addresses and blocks of them as text: dotted IPv4, IPv6 as RFC 5952 says. */
import { addressOf, lengthOf, slice } from "../../bytes/slice";
import { TAG } from "../../image/layout";
import { countDigits, writeDigits } from "./digits";
import { allocate } from "./scratch";
import { detailOf, fail, payloadOf, setString, tagOf } from "./values";

const DOT: u8 = 0x2e;
const SLASH: u8 = 0x2f;
const COLON: u8 = 0x3a;

/** Bytes of the longest block: 8 groups of 4 digits, 7 colons, a prefix length. */
const MAX_TEXT: i32 = 43;

/** The text of an address or block, in its place. */
export function setAddressText(value: usize): void {
  const text = allocate(MAX_TEXT);
  if (text == 0) return fail(value);
  const address = payloadOf(value);
  let end = lengthOf(address) == 4 ? writeV4(text, addressOf(address)) : writeV6(text, addressOf(address));
  if (tagOf(value) == TAG.CIDR) {
    store<u8>(end, SLASH);
    end = writeNumber(end + 1, detailOf(value));
  }
  setString(value, slice(text, i32(end - text)));
}

function writeV4(to: usize, address: usize): usize {
  let at = to;
  for (let i = 0; i < 4; i++) {
    if (i > 0) store<u8>(at++, DOT);
    at = writeNumber(at, load<u8>(address + i));
  }
  return at;
}

function writeNumber(to: usize, number: u32): usize {
  return writeDigits(to, number, countDigits(number));
}

/** The longest run of zeros, the first of several, becomes `::`, unless it is a single group (RFC 5952 §4.2). */
function writeV6(to: usize, address: usize): usize {
  let gap = 8;
  let gapEnd = 9;
  for (let i = 0, start = 0; i < 8; i++) {
    if (load<u16>(address + 2 * i) != 0) start = i + 1;
    else if (i + 1 - start > gapEnd - gap) {
      gap = start;
      gapEnd = i + 1;
    }
  }
  let at = to;
  for (let i = 0; i < 8; i++) {
    if (i == gap) {
      store<u16>(at, 0x3a3a);
      at += 2;
      i = gapEnd - 1;
    } else {
      if (i > 0 && i != gapEnd) store<u8>(at++, COLON);
      at = writeGroup(at, bswap<u16>(load<u16>(address + 2 * i)));
    }
  }
  return at;
}

/** Hexadecimal, without leading zeros. */
function writeGroup(to: usize, group: u32): usize {
  let at = to;
  for (let shift = group == 0 ? 0 : (31 - clz(group)) & ~3; shift >= 0; shift -= 4) {
    const digit = (group >> shift) & 15;
    store<u8>(at++, u8(digit + (digit < 10 ? 0x30 : 0x57)));
  }
  return at;
}
