import { EMPTY, Slice, addressOf, isPresent, lengthOf, slice } from "../../bytes/slice";
import { KEY_MAX, KEY_RECORD, KEY_SET, KEY_SET_MAGIC } from "../../image/layout";
import { Jwk } from "./jwk";

/** Bytes of the largest key set. */
export const KEY_SET_CAPACITY: usize =
  KEY_SET.KEYS + KEY_MAX.KEYS * (KEY_RECORD.SIZE + KEY_MAX.KID + KEY_MAX.MODULUS + KEY_MAX.RSA_OVERHEAD);

/** Writes a key set (the diagram is in src/image/key-set.ts), byte for byte as src/keys/encode.ts does. */
@final
export class KeySetWriter {
  private start: usize = 0;
  private record: usize = 0;
  private at: usize = 0;

  /** Begins a set of so many keys in `KEY_SET_CAPACITY` bytes. */
  open(to: usize, count: u32): void {
    this.start = to;
    this.record = to + KEY_SET.KEYS;
    this.at = this.record + count * KEY_RECORD.SIZE;
    store<u32>(to, KEY_SET_MAGIC, KEY_SET.MAGIC);
    store<u32>(to, count, KEY_SET.COUNT);
  }

  add(key: Jwk): void {
    const record = this.record;
    store<u32>(record, key.type, KEY_RECORD.TYPE);
    store<u16>(record, u16(key.algorithms), KEY_RECORD.ALGORITHMS);
    this.writeRange(record + KEY_RECORD.KID, isPresent(key.kid) ? this.append(key.kid) : EMPTY);
    const from = addressOf(key.material);
    const material = this.append(key.material);
    this.writeRange(record + KEY_RECORD.MATERIAL, material);
    this.writeRange(record + KEY_RECORD.MODULUS, moved(key.modulus, from, addressOf(material)));
    this.writeRange(record + KEY_RECORD.EXPONENT, moved(key.exponent, from, addressOf(material)));
    this.record = record + KEY_RECORD.SIZE;
  }

  finish(): Slice {
    const size = i32(this.at - this.start);
    store<u32>(this.start, size, KEY_SET.SIZE);
    return slice(this.start, size);
  }

  private append(bytes: Slice): Slice {
    const to = this.at;
    memory.copy(to, addressOf(bytes), lengthOf(bytes));
    this.at = to + lengthOf(bytes);
    return slice(to, lengthOf(bytes));
  }

  private writeRange(to: usize, bytes: Slice): void {
    store<u32>(to, bytes == EMPTY ? 0 : u32(addressOf(bytes) - this.start));
    store<u32>(to, lengthOf(bytes), 4);
  }
}

/** A part of what was copied from one address to another. */
function moved(part: Slice, from: usize, to: usize): Slice {
  return part == EMPTY ? EMPTY : slice(addressOf(part) - from + to, lengthOf(part));
}
