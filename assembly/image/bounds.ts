import { HEADER, INSTRUCTION, MAX, SIZE, TEST } from "./layout";
import { sectionCount, sectionOffset } from "./image";

/** Whether a section, of at most so many records, lies within the image behind its header. */
export function isSection(image: usize, section: u32, recordSize: u32, alignment: u32, most: u32): bool {
  const offset = sectionOffset(image, section);
  const count = sectionCount(image, section);
  if (count > most || offset < HEADER.SIZE_BYTES || offset % alignment != 0) return false;
  return u64(offset) + u64(count) * u64(recordSize) <= u64(load<u32>(image, HEADER.SIZE));
}

/** What offsets and indices of an image may be. */
@final
export class Bounds {
  headerNames: u32;
  queryNames: u32;
  attributes: u32;
  regexes: u32;
  private strings: u32;
  private stringsEnd: u32;
  private operands: u32;
  private operandsEnd: u32;
  private values: u32;
  private valuesEnd: u32;

  /** The sections lie within the image. */
  constructor(public image: usize) {
    this.headerNames = sectionCount(image, HEADER.HEADER_NAMES);
    this.queryNames = sectionCount(image, HEADER.QUERY_NAMES);
    this.attributes = sectionCount(image, HEADER.ATTRIBUTES);
    this.regexes = sectionCount(image, HEADER.REGEXES);
    this.strings = sectionOffset(image, HEADER.STRINGS);
    this.stringsEnd = this.strings + sectionCount(image, HEADER.STRINGS);
    this.operands = sectionOffset(image, HEADER.OPERANDS);
    this.operandsEnd = this.operands + sectionCount(image, HEADER.OPERANDS);
    this.values = sectionOffset(image, HEADER.VALUES);
    this.valuesEnd = this.values + sectionCount(image, HEADER.VALUES) * SIZE.VALUE;
  }

  /** Offset and length lie in the string section. */
  isString(offset: u32): bool {
    if (offset % 2 != 0 || !this.areBytes(offset, 2)) return false;
    const length = u32(load<u16>(this.image + offset));
    return length <= MAX.STRING && this.areBytes(offset + 2, length);
  }


  @inline
  isStringOrNone(offset: u32): bool {
    return offset == 0 || this.isString(offset);
  }

  /** `size` bytes at an offset lie in the string section. */
  areBytes(offset: u32, size: u32): bool {
    return offset >= this.strings && offset <= this.stringsEnd && size <= this.stringsEnd - offset;
  }

  /** `size` bytes at an offset lie in the operand section. */
  isOperand(offset: u32, size: u32): bool {
    if (offset % 4 != 0 || offset < this.operands || offset > this.operandsEnd) return false;
    return size <= this.operandsEnd - offset;
  }

  /** How many bytes the operand section has from an operand on. */
  @inline
  roomAt(operand: u32): u32 {
    return this.operandsEnd - operand;
  }

  /** `count` values at an offset are in their section. */
  areValues(offset: u32, count: u32): bool {
    if (offset < this.values || offset > this.valuesEnd || (offset - this.values) % SIZE.VALUE != 0)
      return false;
    return count <= (this.valuesEnd - offset) / SIZE.VALUE;
  }

  /** `count` instructions from one on are in their section; the last closes its clause, which else would never be tested. */
  areClauses(first: u32, count: u32): bool {
    const code = sectionCount(this.image, HEADER.CODE);
    if (first > code || count > code - first) return false;
    if (count == 0) return true;
    const last = sectionOffset(this.image, HEADER.CODE) + (first + count - 1) * SIZE.INSTRUCTION;
    return (load<u8>(this.image + last, INSTRUCTION.FLAGS) & TEST.END) != 0;
  }
}
