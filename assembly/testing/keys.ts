/** Key sets, put together by hand (the diagram is in src/image/key-set.ts). */
import { Slice, addressOf, isPresent, lengthOf, slice } from "../bytes/slice";
import { KEY_RECORD, KEY_SET, KEY_SET_MAGIC } from "../image/layout";

/** More than any set of a spec has. */
const CAPACITY: i32 = 16 * 1024;

/** Adds keys one after the other to a set that has room for as many as it was told. */
export class KeySetBuilder {
  private readonly start: usize = heap.alloc(CAPACITY);
  private end: usize;
  private record: usize;

  constructor(count: u32) {
    memory.fill(this.start, 0, CAPACITY);
    store<u32>(this.start, KEY_SET_MAGIC, KEY_SET.MAGIC);
    store<u32>(this.start, count, KEY_SET.COUNT);
    this.record = this.start + KEY_SET.KEYS;
    this.end = this.record + count * KEY_RECORD.SIZE;
  }

  /** A kid may be `ABSENT`. Of RSA: how many bytes of the material come before modulus and exponent, and theirs. */
  add(
    type: u32,
    algorithms: u32,
    kid: Slice,
    material: Slice,
    modulus: u32 = 0,
    modulusSize: u32 = 0,
    exponent: u32 = 0,
    exponentSize: u32 = 0,
  ): KeySetBuilder {
    store<u8>(this.record, u8(type), KEY_RECORD.TYPE);
    store<u16>(this.record, u16(algorithms), KEY_RECORD.ALGORITHMS);
    if (isPresent(kid)) this.setRange(KEY_RECORD.KID, this.append(kid), lengthOf(kid));
    const at = this.append(material);
    this.setRange(KEY_RECORD.MATERIAL, at, lengthOf(material));
    if (modulusSize > 0) this.setRange(KEY_RECORD.MODULUS, at + modulus, modulusSize);
    if (exponentSize > 0) this.setRange(KEY_RECORD.EXPONENT, at + exponent, exponentSize);
    this.record += KEY_RECORD.SIZE;
    return this;
  }

  finish(): Slice {
    const size = i32(this.end - this.start);
    store<u32>(this.start, size, KEY_SET.SIZE);
    return slice(this.start, size);
  }

  private append(bytes: Slice): u32 {
    const offset = u32(this.end - this.start);
    memory.copy(this.end, addressOf(bytes), lengthOf(bytes));
    this.end += lengthOf(bytes);
    return offset;
  }

  private setRange(field: usize, offset: u32, size: u32): void {
    store<u32>(this.record + field, offset);
    store<u32>(this.record + field, size, 4);
  }
}
