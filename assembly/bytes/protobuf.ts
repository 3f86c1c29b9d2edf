import { EMPTY, Slice, addressOf, lengthOf, slice } from "./slice";

/** How the value of a field is written. */
export namespace Wire {
  export const Varint: u32 = 0;
  export const Fixed64: u32 = 1;
  export const Bytes: u32 = 2;
  export const Fixed32: u32 = 5;
}

/** Bytes of the longest varint. */
const MAX_VARINT: u32 = 10;

/** Reads the fields of one protobuf message, in the order in which they stand. Groups count as broken. */
@final
export class MessageReader {
  field: u32 = 0;
  /** A `Wire`. */
  wire: u32 = 0;
  /** The value of a varint. */
  number: u64 = 0;
  /** The value of a string, of bytes or of a message. */
  bytes: Slice = EMPTY;
  /** What was read is no protobuf message. */
  isBroken: bool = false;
  private at: usize = 0;
  private end: usize = 0;

  /** Begins to read a message. */
  open(message: Slice): void {
    this.isBroken = false;
    this.at = addressOf(message);
    this.end = this.at + lengthOf(message);
  }

  /** Goes to the next field; false when there is none, or the message is broken. */
  next(): bool {
    if (this.at == this.end) return false;
    const key = this.varint();
    this.field = u32(key >> 3);
    this.wire = u32(key) & 7;
    if (key >> 32 != 0 || this.field == 0) return this.stop();
    switch (this.wire) {
      case Wire.Varint:
        this.number = this.varint();
        break;
      case Wire.Bytes:
        this.take(this.varint());
        break;
      case Wire.Fixed64:
        this.take(8);
        break;
      case Wire.Fixed32:
        this.take(4);
        break;
      default:
        return this.stop();
    }
    return !this.isBroken;
  }

  /** Whether the current field is this one, written so. */
  @inline
  is(field: u32, wire: u32): bool {
    return this.field == field && this.wire == wire;
  }

  private varint(): u64 {
    let value: u64 = 0;
    for (let i: u32 = 0; i < MAX_VARINT && this.at < this.end; i++) {
      const byte = load<u8>(this.at++);
      value |= u64(byte & 0x7f) << (7 * i);
      if (byte < 0x80) return value;
    }
    this.isBroken = true;
    return 0;
  }

  private take(size: u64): void {
    if (size > u64(this.end - this.at)) {
      this.isBroken = true;
      return;
    }
    this.bytes = slice(this.at, i32(size));
    this.at += usize(size);
  }

  private stop(): bool {
    this.isBroken = true;
    return false;
  }
}

/** How many bytes a varint takes. */
export function varintSize(value: u64): i32 {
  let size = 1;
  for (let rest = value >> 7; rest != 0; rest >>= 7) size++;
  return size;
}

/** Writes a varint and answers what comes behind it. */
export function writeVarint(at: usize, value: u64): usize {
  let rest = value;
  for (; rest > 0x7f; rest >>= 7) store<u8>(at++, u8(rest | 0x80));
  store<u8>(at++, u8(rest));
  return at;
}

/** Bytes that a field with a string, bytes or a message of `size` takes; its number is below 16. */
export function fieldSize(size: i32): i32 {
  return 1 + varintSize(size) + size;
}

/** Writes what stands before a string, bytes or a message of `size`, and answers what comes behind it. */
export function writeFieldHead(at: usize, field: u32, size: i32): usize {
  store<u8>(at, u8((field << 3) | Wire.Bytes));
  return writeVarint(at + 1, size);
}

/** Writes a field with a string or bytes, and answers what comes behind it. */
export function writeField(at: usize, field: u32, value: Slice): usize {
  const start = writeFieldHead(at, field, lengthOf(value));
  memory.copy(start, addressOf(value), lengthOf(value));
  return start + lengthOf(value);
}
