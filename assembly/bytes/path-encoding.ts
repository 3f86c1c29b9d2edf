/** The percent-encoding of a path, made canonical. */
import { PATH } from "../image/layout";
import { escapedByte, hexCharacter, hexDigit, isEscapedSequence, isUnreserved } from "./escapes";
import { BACKSLASH, PERCENT, SLASH, isControl, isEncodedByEnvoy, strictFlaw } from "./path-bytes";
import { PathFlaw } from "./path-flaw";

/** Copies a path into its buffer, byte by byte and escape by escape. */
@final
export class PathEncoding {
  length: i32 = 0;
  /** Continuation bytes that the escaped UTF-8 sequence begun last still has. */
  private pending: i32 = 0;
  /** Where the last `%` stands that began no escape; negative: none. */
  private stray: i32 = -1;

  /** `buffer`: has three bytes for each one that is written. */
  constructor(public buffer: usize) {}

  /** Begins with the bytes from `start` to `clean`, which are canonical, and goes on to `end`. */
  write(start: usize, clean: usize, end: usize, bits: u32): PathFlaw {
    this.length = i32(clean - start);
    this.pending = 0;
    this.stray = -1;
    memory.copy(this.buffer, start, clean - start);
    let at = clean;
    while (at < end) {
      const byte = u32(load<u8>(at));
      const escaped = byte == PERCENT ? escapedByte(at, end) : -1;
      const flaw = escaped < 0 ? this.writeByte(byte, bits) : this.writeEscape(escaped, at, end, bits);
      if (flaw != PathFlaw.None) return flaw;
      this.settleStray();
      at += escaped < 0 ? 1 : 3;
    }
    return PathFlaw.None;
  }


  @inline
  private put(byte: u32): void {
    store<u8>(this.buffer + this.length++, u8(byte));
  }

  private putEscaped(byte: u32): void {
    this.put(PERCENT);
    this.put(hexCharacter(byte >> 4));
    this.put(hexCharacter(byte & 15));
  }

  private writeByte(byte: u32, bits: u32): PathFlaw {
    if (isControl(byte)) return PathFlaw.Control;
    if (byte == PERCENT) return this.writeStray(bits);
    if ((bits & PATH.STRICT) != 0) {
      const flaw = strictFlaw(byte);
      if (flaw != PathFlaw.None) return flaw;
    }
    if (byte == BACKSLASH && (bits & PATH.BACKSLASH_IS_SLASH) != 0) {
      this.put(SLASH);
    } else if ((bits & PATH.DECODE_UNRESERVED) != 0 && isEncodedByEnvoy(byte)) {
      this.putEscaped(byte);
    } else {
      this.put(byte);
    }
    return PathFlaw.None;
  }

  private writeStray(bits: u32): PathFlaw {
    if ((bits & PATH.STRICT) != 0) return PathFlaw.Escape;
    if ((bits & PATH.DECODE_UNRESERVED) != 0) this.stray = this.length;
    this.put(PERCENT);
    return PathFlaw.None;
  }

  private writeEscape(byte: u32, at: usize, end: usize, bits: u32): PathFlaw {
    if ((bits & PATH.DECODE_SLASHES) != 0 && (byte == SLASH || byte == BACKSLASH)) {
      this.put(SLASH);
    } else if ((bits & PATH.DECODE_UNRESERVED) != 0 && isUnreserved(byte)) {
      this.put(byte);
    } else if ((bits & PATH.STRICT) != 0) {
      return this.writeStrictEscape(byte, at, end);
    } else if ((bits & PATH.DECODE_UNRESERVED) != 0 && byte == 0) {
      return PathFlaw.EscapedControl;
    } else {
      for (let i = 0; i < 3; i++) this.put(load<u8>(at + i));
    }
    return PathFlaw.None;
  }

  /** An escape that stays one: it must be harmless, part of well-formed UTF-8, and in upper case. */
  private writeStrictEscape(byte: u32, at: usize, end: usize): PathFlaw {
    if (byte == SLASH || byte == BACKSLASH) return PathFlaw.EscapedSlash;
    if (isControl(byte)) return PathFlaw.EscapedControl;
    if (byte >= 0x80 && !this.continues(byte, at, end)) return PathFlaw.Encoding;
    this.putEscaped(byte);
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

  /**
   * A `%` that began no escape but would now, since decoding put two hex digits behind it, becomes `%25`
   * (`%%34%31` is no way to write `%41`), so that normalizing twice is normalizing once.
   */
  private settleStray(): void {
    const stray = this.stray;
    if (stray < 0 || this.length - stray != 3) return;
    const first = load<u8>(this.buffer + stray, 1);
    const second = load<u8>(this.buffer + stray, 2);
    this.stray = -1;
    if (hexDigit(first) < 0 || hexDigit(second) < 0) return;
    this.length = stray;
    this.putEscaped(PERCENT);
    this.put(first);
    this.put(second);
  }
}
