/**
 * Checks an image in full before it is used: afterwards no offset in it can lead outside, no table can
 * make a look-up run for ever, no instruction can mean nothing. Linear in the size of the image.
 */
import { hash32 } from "../bytes/hash";
import {
  EFFECT,
  FAMILY,
  FORMAT_VERSION,
  HEADER,
  INSTRUCTION,
  KEY_KIND,
  KEY_PART,
  LAST_CANDIDATE,
  LIMIT,
  MAGIC,
  MAX,
  NONE,
  OP,
  PEER,
  RANGE,
  RULE,
  SELECT,
  SELECTOR,
  SHAPE,
  SIZE,
  SLOT,
  TEMPLATE,
  TEST,
} from "./layout";
import { Flaw } from "./flaw";
import { sectionCount, sectionOffset } from "./image";

/** Checks `size` bytes at `image` (aligned to 8). */
export function validate(image: usize, size: u32): Flaw {
  const framed = checkFrame(image, size);
  return framed == Flaw.Sound ? new Validator(image, size).check() : framed;
}

function checkFrame(image: usize, size: u32): Flaw {
  if (size < HEADER.SIZE_BYTES) return Flaw.Truncated;
  if (load<u32>(image, HEADER.MAGIC) != MAGIC) return Flaw.NotAnImage;
  if (load<u32>(image, HEADER.FORMAT) != (FORMAT_VERSION | (HEADER.SIZE_BYTES << 16))) return Flaw.Format;
  if (load<u32>(image, HEADER.SIZE) != size || size > MAX.SIZE) return Flaw.Truncated;
  const covered = HEADER.CHECKSUM + 4;
  const checksum = hash32(image + covered, size - covered, 0);
  return load<u32>(image, HEADER.CHECKSUM) == checksum ? Flaw.Sound : Flaw.Checksum;
}


@final
class Validator {
  private names: u32;
  private rules: u32;
  private code: u32;
  private selectors: u32;
  private candidates: u32;
  private slots: u32;

  constructor(
    private image: usize,
    private size: u32,
  ) {
    this.names = sectionCount(image, HEADER.HEADER_NAMES);
    this.rules = sectionCount(image, HEADER.RULES);
    this.code = sectionCount(image, HEADER.CODE);
    this.selectors = sectionCount(image, HEADER.SELECTORS);
    this.candidates = sectionCount(image, HEADER.CANDIDATES);
    this.slots = sectionCount(image, HEADER.SLOTS);
  }

  check(): Flaw {
    if (!this.checkSections()) return Flaw.Section;
    if (!this.isString(load<u32>(this.image, HEADER.VERSION))) return Flaw.String;
    if (!this.checkNames()) return Flaw.HeaderNames;
    if (!this.checkRules()) return Flaw.Rule;
    if (!this.checkCode()) return Flaw.Instruction;
    if (!this.checkSelectors()) return Flaw.Selector;
    if (!this.checkAllShapes()) return Flaw.Shape;
    if (!this.checkSlots() || !this.checkCandidates()) return Flaw.Slot;
    return this.checkLimits() ? Flaw.Sound : Flaw.Limit;
  }

  private checkSections(): bool {
    return (
      this.isSection(HEADER.LIMITS, SIZE.LIMIT, 8, MAX.LIMITS) &&
      this.isSection(HEADER.HEADER_NAMES, SIZE.HEADER_NAME, 4, MAX.HEADER_NAMES) &&
      this.isSection(HEADER.RULES, SIZE.RULE, 4, MAX.RULES) &&
      this.isSection(HEADER.CODE, SIZE.INSTRUCTION, 4, MAX.SIZE / SIZE.INSTRUCTION) &&
      this.isSection(HEADER.SELECTORS, SIZE.SELECTOR, 4, MAX.SELECTORS) &&
      this.isSection(HEADER.DENY_SHAPES, SIZE.SHAPE, 4, MAX.SHAPES) &&
      this.isSection(HEADER.ALLOW_SHAPES, SIZE.SHAPE, 4, MAX.SHAPES) &&
      this.isSection(HEADER.AUDIT_SHAPES, SIZE.SHAPE, 4, MAX.SHAPES) &&
      this.isSection(HEADER.SLOTS, SIZE.SLOT, 4, MAX.SIZE / SIZE.SLOT) &&
      this.isSection(HEADER.CANDIDATES, SIZE.CANDIDATE, 4, MAX.SIZE / SIZE.CANDIDATE) &&
      this.isSection(HEADER.STRINGS, 1, 2, MAX.SIZE) &&
      this.isSection(HEADER.OPERANDS, 1, 4, MAX.SIZE)
    );
  }

  private isSection(section: u32, recordSize: u32, alignment: u32, most: u32): bool {
    const offset = sectionOffset(this.image, section);
    const count = sectionCount(this.image, section);
    if (count > most || offset < HEADER.SIZE_BYTES || offset % alignment != 0) return false;
    return u64(offset) + u64(count) * u64(recordSize) <= u64(this.size);
  }

  /** Offset and length lie in the string section. */
  private isString(offset: u32): bool {
    const start = sectionOffset(this.image, HEADER.STRINGS);
    const end = start + sectionCount(this.image, HEADER.STRINGS);
    if (offset < start || offset % 2 != 0 || u64(offset) + 2 > u64(end)) return false;
    const length = u32(load<u16>(this.image + offset));
    return length <= MAX.STRING && u64(offset) + 2 + u64(length) <= u64(end);
  }


  @inline
  private isStringOrNone(offset: u32): bool {
    return offset == 0 || this.isString(offset);
  }

  /** `size` bytes at an offset lie in the operand section. */
  private isOperand(offset: u32, size: u32): bool {
    const start = sectionOffset(this.image, HEADER.OPERANDS);
    const end = u64(start) + sectionCount(this.image, HEADER.OPERANDS);
    return offset >= start && offset % 4 == 0 && u64(offset) + u64(size) <= end;
  }

  /** A power of two of slots, one of them empty, so that each probe ends; or none, and no length that leads there. */
  private checkNames(): bool {
    const count = this.names;
    if (count == 0) return load<u64>(this.image, HEADER.NAME_LENGTHS) == 0;
    if (popcnt(count) != 1) return false;
    const table = this.image + sectionOffset(this.image, HEADER.HEADER_NAMES);
    let empty: u32 = 0;
    for (let slot: u32 = 0; slot < count; slot++) {
      const name = load<u32>(table + slot * SIZE.HEADER_NAME);
      if (name == 0) empty++;
      else if (!this.isString(name)) return false;
    }
    return empty > 0;
  }

  private checkRules(): bool {
    let rule = this.image + sectionOffset(this.image, HEADER.RULES);
    for (let i: u32 = 0; i < this.rules; i++, rule += SIZE.RULE) {
      if (!this.isString(load<u32>(rule, RULE.POLICY)) || !this.isString(load<u32>(rule, RULE.NAME))) {
        return false;
      }
      const first = load<u32>(rule, RULE.CODE);
      const count = u32(load<u16>(rule, RULE.CODE_COUNT));
      if (first > this.code || count > this.code - first || load<u8>(rule, RULE.EFFECT) > EFFECT.AUDIT) {
        return false;
      }
      if (count > 0 && !this.endsClause(first + count - 1)) return false;
    }
    return true;
  }

  /** A rule whose last clause stays open would never test it. */
  private endsClause(index: u32): bool {
    const code = this.image + sectionOffset(this.image, HEADER.CODE);
    return (load<u8>(code + index * SIZE.INSTRUCTION, INSTRUCTION.FLAGS) & TEST.END) != 0;
  }

  private checkCode(): bool {
    let instruction = this.image + sectionOffset(this.image, HEADER.CODE);
    for (let i: u32 = 0; i < this.code; i++, instruction += SIZE.INSTRUCTION) {
      if (!this.isInstruction(instruction)) return false;
    }
    return true;
  }

  private isInstruction(instruction: usize): bool {
    const operand = load<u32>(instruction, INSTRUCTION.OPERAND);
    const header = u32(load<u16>(instruction, INSTRUCTION.HEADER));
    switch (u32(load<u8>(instruction, INSTRUCTION.OP))) {
      case OP.METHOD:
      case OP.HOST:
      case OP.HOST_SUFFIX:
      case OP.PATH_PREFIX:
      case OP.PATH_SUFFIX:
      case OP.PEER_ID:
      case OP.PEER_ID_PREFIX:
        return this.isString(operand);
      case OP.HEADER:
      case OP.HEADER_PREFIX:
      case OP.HEADER_SUFFIX:
        return header < this.names && this.isString(operand);
      case OP.HEADER_PRESENT:
      case OP.HEADER_ABSENT:
        return header < this.names;
      case OP.PATH_TEMPLATE:
        return this.isTemplate(operand);
      case OP.PEER_PARTS:
        return this.isPeer(operand);
      case OP.SOURCE:
        return this.isRange(operand);
      default:
        return false;
    }
  }

  private isTemplate(offset: u32): bool {
    if (!this.isOperand(offset, TEMPLATE.SEGMENTS)) return false;
    const template = this.image + offset;
    const count = u32(load<u16>(template, TEMPLATE.COUNT));
    if (count > MAX.SEGMENTS || !this.isOperand(offset, TEMPLATE.SEGMENTS + 4 * count)) return false;
    for (let i: u32 = 0; i < count; i++) {
      if (!this.isStringOrNone(load<u32>(template + TEMPLATE.SEGMENTS + 4 * i))) return false;
    }
    return this.isStringOrNone(load<u32>(template, TEMPLATE.SUFFIX));
  }

  private isPeer(offset: u32): bool {
    if (!this.isOperand(offset, PEER.SIZE)) return false;
    for (let part: u32 = 0; part < PEER.SIZE; part += 4) {
      if (!this.isStringOrNone(load<u32>(this.image + offset + part))) return false;
    }
    return true;
  }

  private isRange(offset: u32): bool {
    if (!this.isOperand(offset, RANGE.SIZE)) return false;
    const family = load<u32>(this.image + offset, RANGE.FAMILY);
    return isPrefixLength(family, load<u32>(this.image + offset, RANGE.LENGTH));
  }

  private checkSelectors(): bool {
    let selector = this.image + sectionOffset(this.image, HEADER.SELECTORS);
    for (let i: u32 = 0; i < this.selectors; i++, selector += SIZE.SELECTOR) {
      if (!this.isSelector(selector)) return false;
    }
    return true;
  }

  private isSelector(selector: usize): bool {
    const argument = load<u32>(selector, SELECTOR.ARGUMENT);
    const kind = u32(load<u8>(selector, SELECTOR.KIND));
    switch (kind) {
      case SELECT.PATH_SEGMENTS:
      case SELECT.PATH_SEGMENTS_REST:
        return load<u8>(selector, SELECTOR.COUNT) <= MAX.SEGMENTS;
      case SELECT.HOST_SUFFIX:
      case SELECT.PATH_PREFIX:
      case SELECT.PATH_SUFFIX:
        return argument <= MAX.STRING;
      case SELECT.HEADER:
        return load<u16>(selector, SELECTOR.HEADER) < this.names;
      case SELECT.SOURCE_V4:
        return isPrefixLength(FAMILY.V4, argument);
      case SELECT.SOURCE_V6:
        return isPrefixLength(FAMILY.V6, argument);
      default:
        return kind >= SELECT.METHOD && kind <= SELECT.PEER_SERVICE_ACCOUNT;
    }
  }

  private checkAllShapes(): bool {
    return (
      this.checkShapes(HEADER.DENY_SHAPES) &&
      this.checkShapes(HEADER.ALLOW_SHAPES) &&
      this.checkShapes(HEADER.AUDIT_SHAPES)
    );
  }

  private checkShapes(section: u32): bool {
    let shape = this.image + sectionOffset(this.image, section);
    const count = sectionCount(this.image, section);
    for (let i: u32 = 0; i < count; i++, shape += SIZE.SHAPE) {
      const first = load<u32>(shape, SHAPE.SLOT);
      const slots = load<u32>(shape, SHAPE.SLOTS);
      const selectors = load<u32>(shape, SHAPE.SELECTOR_COUNT);
      if (slots == 0 || first > this.slots || slots > this.slots - first) return false;
      if (selectors > MAX.SHAPE_SELECTORS) return false;
      for (let j: u32 = 0; j < selectors; j++) {
        if (load<u16>(shape + SHAPE.SELECTORS + 2 * j) >= this.selectors) return false;
      }
    }
    return true;
  }

  private checkSlots(): bool {
    let slot = this.image + sectionOffset(this.image, HEADER.SLOTS);
    for (let i: u32 = 0; i < this.slots; i++, slot += SIZE.SLOT) {
      const candidate = load<u32>(slot, SLOT.CANDIDATE);
      if (candidate != NONE && candidate >= this.candidates) return false;
    }
    return true;
  }

  /** Each names a rule, and the very last one ends its list, so that no list runs on. */
  private checkCandidates(): bool {
    let candidate = this.image + sectionOffset(this.image, HEADER.CANDIDATES);
    let word = LAST_CANDIDATE;
    for (let i: u32 = 0; i < this.candidates; i++, candidate += SIZE.CANDIDATE) {
      word = load<u32>(candidate);
      if ((word & ~LAST_CANDIDATE) >= this.rules) return false;
    }
    return (word & LAST_CANDIDATE) != 0;
  }

  private checkLimits(): bool {
    let limit = this.image + sectionOffset(this.image, HEADER.LIMITS);
    const count = sectionCount(this.image, HEADER.LIMITS);
    for (let i: u32 = 0; i < count; i++, limit += SIZE.LIMIT) {
      const parts = load<u32>(limit, LIMIT.KEY_COUNT);
      const interval = load<u64>(limit, LIMIT.INTERVAL);
      if (interval == 0 || interval > MAX_INTERVAL || load<u64>(limit, LIMIT.TOLERANCE) > MAX_INTERVAL) {
        return false;
      }
      if (!this.isString(load<u32>(limit, LIMIT.POLICY)) || !this.isString(load<u32>(limit, LIMIT.NAME))) {
        return false;
      }
      if (parts > MAX.KEY_PARTS || !this.areKeyParts(load<u32>(limit, LIMIT.KEY), parts)) return false;
    }
    return true;
  }

  private areKeyParts(offset: u32, count: u32): bool {
    if (!this.isOperand(offset, count * KEY_PART.SIZE)) return false;
    for (let i: u32 = 0; i < count; i++) {
      const part = this.image + offset + i * KEY_PART.SIZE;
      const kind = load<u32>(part, KEY_PART.KIND);
      if (kind < KEY_KIND.SOURCE || kind > KEY_KIND.HEADER) return false;
      if (kind == KEY_KIND.HEADER && load<u32>(part, KEY_PART.HEADER) >= this.names) return false;
    }
    return true;
  }
}

/** 100 years in nanoseconds: sums of three such never overflow 64 bits. */
const MAX_INTERVAL: u64 = 3_155_760_000_000_000_000;


@inline
function isPrefixLength(family: u32, bits: u32): bool {
  return (family == FAMILY.V4 && bits <= 32) || (family == FAMILY.V6 && bits <= 128);
}
