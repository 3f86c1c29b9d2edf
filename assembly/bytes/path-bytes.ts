/** The bytes of a path, by what normalization makes of them. */
import { PathFlaw } from "./path-flaw";

export const SLASH: u8 = 0x2f;
export const DOT: u8 = 0x2e;
export const BACKSLASH: u8 = 0x5c;
export const PERCENT: u8 = 0x25;
export const FRAGMENT: u8 = 0x23;
export const PARAMETER: u8 = 0x3b;

/** Bytes that every mode leaves alone wherever they stand, 0–63 and 64–127: RFC 3986's pchar without `.` `;` `%`, and `/`. */
const PLAIN_LOW: u64 = 0x27ffbfd200000000;
const PLAIN_HIGH: u64 = 0x47fffffe87ffffff;

const LOW_BITS: u64 = 0x0101010101010101;
const HIGH_BITS: u64 = 0x8080808080808080;


@inline
export function isPlain(byte: u32): bool {
  if (byte >= 128) return false;
  return ((((byte < 64 ? PLAIN_LOW : PLAIN_HIGH) >> (byte & 63)) as u32) & 1) != 0;
}


@inline
export function isControl(byte: u32): bool {
  return byte < 0x20 || byte == 0x7f;
}

/** Raw bytes that Envoy percent-encodes (envoy: googleurl url/url_canon_path.cc): no URI has them, but `[` and `]`, which pass. */
export function isEncodedByEnvoy(byte: u32): bool {
  if (isPlain(byte) || byte == DOT || byte == PARAMETER || byte == BACKSLASH) return false;
  return byte != 0x5b && byte != 0x5d;
}

/** What the strict mode has against a raw byte other than `%`. */
export function strictFlaw(byte: u32): PathFlaw {
  if (byte == BACKSLASH) return PathFlaw.Backslash;
  if (byte == FRAGMENT) return PathFlaw.Fragment;
  if (byte == PARAMETER) return PathFlaw.Parameter;
  return byte == DOT || isPlain(byte) ? PathFlaw.None : PathFlaw.Character;
}

/**
 * The first byte that some mode could change or refuse: not plain, a dot at the start of a segment, or a
 * slash after a slash. `end` when there is none.
 */
export function skipNormal(start: usize, end: usize): usize {
  let at = skipNormalWords(start, end);
  let before: u32 = at > start ? load<u8>(at - 1) : 0;
  for (; at < end; at++) {
    const byte = u32(load<u8>(at));
    if (byte == DOT ? before == SLASH : !isPlain(byte) || (byte == SLASH && before == SLASH)) break;
    before = byte;
  }
  return at;
}

/** The same for eight bytes at a time; a word with one of the rarer plain bytes (`!` `$` `=` `~`) ends it too. */
function skipNormalWords(start: usize, end: usize): usize {
  let at = start;
  let slashBefore: u64 = 0;
  while (at + 8 <= end) {
    const word = load<u64>(at);
    const low = word & ~HIGH_BITS;
    const common =
      (atLeast(low, 0x26) & ~atLeast(low, 0x3b)) |
      (atLeast(low, 0x40) & ~atLeast(low, 0x5b)) |
      (atLeast(low, 0x5f) & ~atLeast(low, 0x60)) |
      (atLeast(low, 0x61) & ~atLeast(low, 0x7b));
    const notAboveSlash = ~atLeast(low, 0x30);
    const slash = atLeast(low, SLASH) & notAboveSlash;
    const slashOrDot = atLeast(low, DOT) & notAboveSlash;
    const doubled = ((slash << 8) | slashBefore) & slashOrDot;
    if ((((word | ~common) & HIGH_BITS) | doubled) != 0) break;
    slashBefore = slash >> 56;
    at += 8;
  }
  return at;
}

/** The high bit of each byte that is `least` or more; the bytes of `low` and `least` are below 128. */
@inline
function atLeast(low: u64, least: u64): u64 {
  return (low + LOW_BITS * (128 - least)) & HIGH_BITS;
}
