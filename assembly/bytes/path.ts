/** Path normalization: what policy sees, and what the upstream gets. Never longer than what came. */
import { PATH } from "../image/layout";
import { escapedByte, hexCharacter, isEscapedSequence, isUnreserved } from "./escapes";
import { Slice, addressOf, lengthOf, slice } from "./slice";

/** The longest path that is looked at, bytes. */
export const MAX_PATH: i32 = 8192;

const SLASH: u8 = 0x2f;
const DOT: u8 = 0x2e;
const BACKSLASH: u8 = 0x5c;

/** Why a path is refused; `None` when it is not. */
export enum PathFlaw {
  None,
  Relative,
  TooLong,
  Control,
  Character,
  Backslash,
  Fragment,
  Parameter,
  Escape,
  EscapedSlash,
  EscapedControl,
  Encoding,
  AboveRoot,
}

/** Bytes that normalization leaves alone wherever they stand, 0–63 and 64–127: RFC 3986's pchar without `.` `;` `%`, and `/`. */
const PLAIN_LOW: u64 = 0x27ffbfd200000000;
const PLAIN_HIGH: u64 = 0x47fffffe87ffffff;

/** The way from a raw path (without query) to its normal form; one at a time. */
@final
export class PathNormalizer {
  /** The normal form: the input itself, or bytes that the next call overwrites. */
  path: Slice = 0;
  private buffer: usize = heap.alloc(MAX_PATH);
  private length: i32 = 0;
  /** Continuation bytes that the escaped UTF-8 sequence begun last still has. */
  private pending: i32 = 0;

  /** `bits`: the image's `PATH` bits. */
  normalize(raw: Slice, bits: u32): PathFlaw {
    this.path = raw;
    const length = lengthOf(raw);
    if (length <= 0 || load<u8>(addressOf(raw)) != SLASH) return PathFlaw.Relative;
    if (length > MAX_PATH) return PathFlaw.TooLong;
    if (isNormal(raw)) return PathFlaw.None;
    let flaw = this.unescape(raw, bits);
    if (flaw == PathFlaw.None && (bits & PATH.DOT_SEGMENTS) != 0) flaw = this.removeDotSegments(bits);
    if (flaw == PathFlaw.None && (bits & PATH.MERGE_SLASHES) != 0) this.mergeSlashes();
    if (flaw == PathFlaw.None) this.path = slice(this.buffer, this.length);
    return flaw;
  }

  dispose(): void {
    heap.free(this.buffer);
  }

  @inline
  private put(byte: u32): void {
    store<u8>(this.buffer + this.length++, u8(byte));
  }

  /** Copies the path, byte by byte and escape by escape. */
  private unescape(raw: Slice, bits: u32): PathFlaw {
    this.length = 0;
    this.pending = 0;
    const end = addressOf(raw) + lengthOf(raw);
    let at = addressOf(raw);
    while (at < end) {
      const byte = u32(load<u8>(at));
      const flaw = byte == 0x25 ? this.putEscape(at, end, bits) : this.putByte(byte, bits);
      if (flaw != PathFlaw.None) return flaw;
      at += byte == 0x25 && escapedByte(at, end) >= 0 ? 3 : 1;
    }
    return PathFlaw.None;
  }

  private putByte(byte: u32, bits: u32): PathFlaw {
    if (byte < 0x20 || byte == 0x7f) return PathFlaw.Control;
    if ((bits & PATH.STRICT) != 0) {
      const flaw = strictFlaw(byte);
      if (flaw != PathFlaw.None) return flaw;
    }
    this.put(byte == BACKSLASH && (bits & PATH.BACKSLASH_IS_SLASH) != 0 ? SLASH : byte);
    return PathFlaw.None;
  }

  private putEscape(at: usize, end: usize, bits: u32): PathFlaw {
    const byte = escapedByte(at, end);
    const strict = (bits & PATH.STRICT) != 0;
    if (byte < 0) {
      if (strict) return PathFlaw.Escape;
      this.put(0x25);
      return PathFlaw.None;
    }
    if ((bits & PATH.DECODE_SLASHES) != 0 && (byte == SLASH || byte == BACKSLASH)) {
      this.put(SLASH);
    } else if ((bits & PATH.DECODE_UNRESERVED) != 0 && isUnreserved(byte)) {
      this.put(byte);
    } else if (strict) {
      return this.putStrict(byte, at, end);
    } else {
      for (let i = 0; i < 3; i++) this.put(load<u8>(at + i));
    }
    return PathFlaw.None;
  }

  /** An escape that stays one: it must be harmless, part of well-formed UTF-8, and in upper case. */
  private putStrict(byte: u32, at: usize, end: usize): PathFlaw {
    if (byte == SLASH || byte == BACKSLASH) return PathFlaw.EscapedSlash;
    if (byte < 0x20 || byte == 0x7f) return PathFlaw.EscapedControl;
    if (byte >= 0x80 && !this.continues(byte, at, end)) return PathFlaw.Encoding;
    this.put(0x25);
    this.put(hexCharacter(byte >> 4));
    this.put(hexCharacter(byte & 15));
    return PathFlaw.None;
  }

  /** Whether an escaped byte above 0x7F starts a whole sequence, or goes on with one that did. */
  private continues(byte: u32, at: usize, end: usize): bool {
    if ((byte & 0xc0) != 0x80) {
      if (!isEscapedSequence(at, end)) return false;
      this.pending = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
      return true;
    }
    return this.pending-- > 0;
  }

  /** In place: what is written never gets ahead of what is read. */
  private removeDotSegments(bits: u32): PathFlaw {
    const buffer = this.buffer;
    const length = this.length;
    let out = 0;
    let at = 0;
    while (at < length) {
      const start = at + 1;
      let end = start;
      while (end < length && load<u8>(buffer + end) != SLASH) end++;
      const dots = dotsOf(buffer + start, end - start);
      if (dots == 2) {
        if (out == 0 && (bits & PATH.STRICT) != 0) return PathFlaw.AboveRoot;
        while (out > 0 && load<u8>(buffer + --out) != SLASH) {}
      }
      if (dots == 0) {
        memory.copy(buffer + out, buffer + at, end - at);
        out += end - at;
      } else if (end == length) {
        store<u8>(buffer + out++, SLASH);
      }
      at = end;
    }
    this.length = out;
    return PathFlaw.None;
  }

  private mergeSlashes(): void {
    const buffer = this.buffer;
    let out = 0;
    for (let at = 0; at < this.length; at++) {
      const byte = load<u8>(buffer + at);
      if (byte == SLASH && out > 0 && load<u8>(buffer + out - 1) == SLASH) continue;
      store<u8>(buffer + out++, byte);
    }
    this.length = out;
  }
}

/** Raw bytes that RFC 3986 has no place for in a path, or that servers read differently. */
function strictFlaw(byte: u32): PathFlaw {
  if (byte == BACKSLASH) return PathFlaw.Backslash;
  if (byte == 0x23) return PathFlaw.Fragment;
  if (byte == 0x3b) return PathFlaw.Parameter;
  return byte == DOT || isPlain(byte) ? PathFlaw.None : PathFlaw.Character;
}

@inline
function isPlain(byte: u32): bool {
  if (byte >= 128) return false;
  return ((((byte < 64 ? PLAIN_LOW : PLAIN_HIGH) >> (byte & 63)) as u32) & 1) != 0;
}

/** Whether every mode would leave the path as it is: only plain bytes, no dot at the start of a segment, no empty segment. */
function isNormal(path: Slice): bool {
  const end = addressOf(path) + lengthOf(path);
  let before: u32 = 0;
  for (let at = addressOf(path); at < end; at++) {
    const byte = u32(load<u8>(at));
    if (byte == DOT ? before == SLASH : !isPlain(byte) || (byte == SLASH && before == SLASH)) return false;
    before = byte;
  }
  return true;
}

/** 1 for `.`, 2 for `..`, else 0. */
function dotsOf(segment: usize, length: i32): i32 {
  if (length == 0 || length > 2 || load<u8>(segment) != DOT) return 0;
  return length == 1 ? 1 : load<u8>(segment, 1) == DOT ? 2 : 0;
}
