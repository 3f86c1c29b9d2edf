import { allocate } from "../sdk/index";
import { hexCharacter, isUnreserved } from "../bytes/escapes";
import { ABSENT, Slice, addressOf, isPresent, lengthOf, slice } from "../bytes/slice";
import { textOf } from "../engine/attributes";
import { textResult } from "../engine/condition/result";
import { Facts } from "../engine/facts";
import { FAMILY, KEY_KIND, KEY_PART, LIMIT } from "../image/layout";

const SLASH: u8 = 0x2f;
const COMMA: u8 = 0x2c;
const PERCENT: u8 = 0x25;
/** Stands for a part that is lacking. */
const LACKING: u8 = 0x21;

/** Room at first; a key that is longer gets more. */
const ROOM: usize = 256;

/** Writes the text of a key (src/ir/limit-key.ts): keys that differ have texts that do. */
@final
export class KeyText {
  /** The request lacks a part of the key that was written last. */
  isLacking: bool = false;
  private start: usize = 0;
  private at: usize = 0;
  private end: usize = 0;

  /** The key of a request for a limit, by the address of its record; good until the callback ends. */
  write(image: usize, limit: usize, facts: Facts): Slice {
    this.isLacking = false;
    this.start = allocate(ROOM);
    this.at = this.start;
    this.end = this.start + ROOM;
    const parts = u32(load<u16>(limit, LIMIT.KEY_COUNT));
    const key = image + load<u32>(limit, LIMIT.KEY);
    if (parts == 0) this.byte(SLASH);
    for (let i: u32 = 0; i < parts; i++) {
      this.byte(SLASH);
      this.part(image, key + i * KEY_PART.SIZE, facts);
    }
    return slice(this.start, i32(this.at - this.start));
  }

  private part(image: usize, part: usize, facts: Facts): void {
    const argument = load<u32>(part, KEY_PART.ARGUMENT);
    switch (load<u32>(part, KEY_PART.KIND)) {
      case KEY_KIND.SOURCE:
        return this.address(argument, facts);
      case KEY_KIND.HEADER:
        return this.header(argument, facts);
      case KEY_KIND.ATTRIBUTE:
        return this.text(textOf(image, argument, facts));
      default:
        return this.text(textResult(image, argument, facts));
    }
  }

  /** In hexadecimal digits, without the bits behind the prefix. */
  private address(prefixes: u32, facts: Facts): void {
    if (facts.sourceFamily == 0) return this.text(ABSENT);
    const isV4 = facts.sourceFamily == FAMILY.V4;
    let bits = i32(isV4 ? prefixes & 0xff : prefixes >> 8);
    const size: usize = isV4 ? 4 : 16;
    this.reserve(32);
    for (let i: usize = 0; i < size; i++, bits -= 8) {
      const mask = bits >= 8 ? 0xff : bits <= 0 ? 0 : (0xff00 >> bits) & 0xff;
      this.hexadecimal(u32(load<u8>(facts.sourceAddress + i)) & mask);
    }
  }

  /** All values of a header, so that sending it twice is a key of its own. */
  private header(id: u32, facts: Facts): void {
    const headers = facts.headers;
    let index = headers.first(id);
    if (index < 0) return this.text(ABSENT);
    this.text(headers.value(index));
    while ((index = headers.next(index)) >= 0) {
      this.byte(COMMA);
      this.text(headers.value(index));
    }
  }

  private text(value: Slice): void {
    if (!isPresent(value)) {
      this.isLacking = true;
      return this.byte(LACKING);
    }
    const end = addressOf(value) + lengthOf(value);
    this.reserve(3 * lengthOf(value));
    for (let at = addressOf(value); at < end; at++) {
      const byte = u32(load<u8>(at));
      if (isUnreserved(byte)) {
        store<u8>(this.at++, byte);
      } else {
        store<u8>(this.at++, PERCENT);
        this.hexadecimal(byte, 0);
      }
    }
  }

  private hexadecimal(byte: u32, lowerCase: u32 = 0x20): void {
    store<u8>(this.at++, u32(hexCharacter(byte >> 4)) | lowerCase);
    store<u8>(this.at++, u32(hexCharacter(byte & 15)) | lowerCase);
  }

  private byte(value: u8): void {
    this.reserve(1);
    store<u8>(this.at++, value);
  }

  private reserve(size: usize): void {
    const used = this.at - this.start;
    if (size <= this.end - this.at) return;
    const room: usize = 2 * (used + size);
    const start = allocate(room);
    memory.copy(start, this.start, used);
    this.start = start;
    this.at = start + used;
    this.end = start + room;
  }
}
