/** Host names as policy sees them. */
import { ABSENT, Slice, addressOf, lengthOf, slice } from "./slice";

/** The longest `host:port` that is looked at (RFC 1035 §2.3.4, and a port). */
export const MAX_HOST: i32 = 261;

/**
 * The host of an authority in lower case, without port and one trailing dot, written to `buffer`
 * (`MAX_HOST` bytes); IPv6 addresses keep their brackets. `ABSENT` when it is no host: empty, too long,
 * with a byte that neither a name nor an address has (RFC 3986 §3.2.2), or a name in brackets.
 */
export function normalizeHost(authority: Slice, buffer: usize): Slice {
  const length = lengthOf(authority);
  if (length <= 0 || length > MAX_HOST) return ABSENT;
  const start = addressOf(authority);
  let end = endOfHost(start, start + length);
  if (end == 0) return ABSENT;
  if (end - start > 1 && load<u8>(end - 1) == 0x2e) end--;
  const bracketed = load<u8>(start) == 0x5b;
  if (bracketed && !isAddress(start + 1, end - 1)) return ABSENT;
  for (let at = start; at < end; at++) {
    const byte = lower(load<u8>(at));
    if (!bracketed && !isNameByte(byte)) return ABSENT;
    store<u8>(buffer + (at - start), byte);
  }
  return slice(buffer, i32(end - start));
}

/** Where the port begins, or the end; 0 when what follows the host is not a port. */
function endOfHost(start: usize, end: usize): usize {
  let at = start;
  if (load<u8>(at) == 0x5b) {
    while (at < end && load<u8>(at) != 0x5d) at++;
    if (at == end) return 0;
    at++;
  } else {
    while (at < end && load<u8>(at) != 0x3a) at++;
  }
  if (at == start) return 0;
  if (at == end) return at;
  if (load<u8>(at) != 0x3a) return 0;
  for (let digit = at + 1; digit < end; digit++) {
    if (load<u8>(digit) < 0x30 || load<u8>(digit) > 0x39) return 0;
  }
  return at;
}

/** Hex digits, dots, and a colon at least: some servers drop brackets, and must not find a name in them. */
function isAddress(at: usize, end: usize): bool {
  let colons = 0;
  for (; at < end; at++) {
    const byte = lower(load<u8>(at));
    const isHexDigit = (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66);
    if (byte == 0x3a) colons++;
    else if (!isHexDigit && byte != 0x2e) return false;
  }
  return colons > 0;
}


@inline
function lower(byte: u8): u8 {
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
}


@inline
function isNameByte(byte: u8): bool {
  if ((byte >= 0x61 && byte <= 0x7a) || (byte >= 0x30 && byte <= 0x39)) return true;
  return byte == 0x2d || byte == 0x2e || byte == 0x5f;
}
