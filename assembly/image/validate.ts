/**
 * Checks an image in full before it is used: afterwards no offset in it can lead outside, no table can
 * make a look-up run for ever, no instruction can mean nothing. Linear in the size of the image.
 */
import { hash32 } from "../bytes/hash";
import {
  ATTRIBUTE,
  ATTRIBUTE_NUMBER,
  CASE,
  DESTINATION,
  EFFECT,
  FAMILY,
  FORMAT_VERSION,
  HEADER,
  INSTRUCTION,
  LAST_CANDIDATE,
  MAGIC,
  MAX,
  NONE,
  REGEX,
  RULE,
  SELECT,
  SELECTOR,
  SHAPE,
  SIZE,
  SLOT,
} from "./layout";
import { Bounds, isSection } from "./bounds";
import { isInstruction, isPrefixLength } from "./check-instruction";
import { areIdentitySections, isSoundIdentity } from "./check-identity";
import { areSoundLimits } from "./check-limits";
import { areSoundPrograms } from "./check-programs";
import { areSoundValues } from "./check-values";
import { Flaw } from "./flaw";
import { sectionCount, sectionOffset } from "./image";
import { isRegex } from "./regex";
import { areSoundTrustDomains } from "./trust-domains";

/** Checks `size` bytes at `image` (aligned to 8). */
export function validate(image: usize, size: u32): Flaw {
  const framed = checkFrame(image, size);
  return framed == Flaw.Sound ? new Validator(image).check() : framed;
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
  private bounds: Bounds;
  private rules: u32;
  private code: u32;
  private selectors: u32;
  private candidates: u32;
  private slots: u32;
  private programs: u32;

  constructor(private image: usize) {
    this.bounds = new Bounds(image);
    this.rules = sectionCount(image, HEADER.RULES);
    this.code = sectionCount(image, HEADER.CODE);
    this.selectors = sectionCount(image, HEADER.SELECTORS);
    this.candidates = sectionCount(image, HEADER.CANDIDATES);
    this.slots = sectionCount(image, HEADER.SLOTS);
    this.programs = sectionCount(image, HEADER.PROGRAMS);
  }

  check(): Flaw {
    const bounds = this.bounds;
    if (!this.checkSections()) return Flaw.Section;
    if (!bounds.isString(load<u32>(this.image, HEADER.VERSION))) return Flaw.String;
    if (!this.checkNames(HEADER.HEADER_NAMES, HEADER.NAME_LENGTHS)) return Flaw.Names;
    if (!this.checkNames(HEADER.QUERY_NAMES, HEADER.QUERY_LENGTHS)) return Flaw.Names;
    if (!this.checkAttributes()) return Flaw.Attribute;
    if (!areSoundValues(bounds)) return Flaw.Value;
    if (!this.checkRegexes()) return Flaw.Program;
    if (!areSoundPrograms(bounds)) return Flaw.Program;
    if (!this.checkDestinations()) return Flaw.Destination;
    if (load<u32>(this.image, HEADER.NEAREST_RULES) > this.rules) return Flaw.Rule;
    if (!this.checkRules()) return Flaw.Rule;
    if (!this.checkCode()) return Flaw.Instruction;
    if (!this.checkSelectors()) return Flaw.Selector;
    if (!this.checkAllShapes()) return Flaw.Shape;
    if (!this.checkSlots() || !this.checkCandidates()) return Flaw.Slot;
    if (!this.checkCases()) return Flaw.Case;
    if (!isSoundIdentity(bounds)) return Flaw.Identity;
    if (!areSoundTrustDomains(bounds)) return Flaw.TrustDomain;
    return areSoundLimits(bounds, this.programs) ? Flaw.Sound : Flaw.Limit;
  }

  private checkSections(): bool {
    return (
      this.isSection(HEADER.LIMITS, SIZE.LIMIT, 4, MAX.LIMITS) &&
      this.isSection(HEADER.RATES, SIZE.RATE, 8, MAX.RATES) &&
      this.isSection(HEADER.HEADER_NAMES, SIZE.NAME, 4, MAX.HEADER_NAMES) &&
      this.isSection(HEADER.QUERY_NAMES, SIZE.NAME, 4, MAX.QUERY_NAMES) &&
      this.isSection(HEADER.ATTRIBUTES, SIZE.ATTRIBUTE, 4, MAX.ATTRIBUTES) &&
      this.isSection(HEADER.VALUES, SIZE.VALUE, 8, MAX.SIZE / SIZE.VALUE) &&
      this.isSection(HEADER.PROGRAMS, SIZE.PROGRAM, 4, MAX.PROGRAMS) &&
      this.isSection(HEADER.STEPS, SIZE.STEP, 4, MAX.SIZE / SIZE.STEP) &&
      this.isSection(HEADER.REGEXES, SIZE.REGEX, 4, MAX.REGEXES) &&
      this.isSection(HEADER.RULES, SIZE.RULE, 4, MAX.RULES) &&
      this.isSection(HEADER.CODE, SIZE.INSTRUCTION, 4, MAX.SIZE / SIZE.INSTRUCTION) &&
      this.isSection(HEADER.SELECTORS, SIZE.SELECTOR, 4, MAX.SELECTORS) &&
      this.isSection(HEADER.DESTINATIONS, SIZE.DESTINATION, 4, MAX.DESTINATIONS) &&
      this.areShapeSections() &&
      this.isSection(HEADER.SLOTS, SIZE.SLOT, 4, MAX.SIZE / SIZE.SLOT) &&
      this.isSection(HEADER.CANDIDATES, SIZE.CANDIDATE, 4, MAX.SIZE / SIZE.CANDIDATE) &&
      this.isSection(HEADER.CASES, SIZE.CASE, 4, MAX.CASES) &&
      areIdentitySections(this.image) &&
      this.isSection(HEADER.TRUST_DOMAINS, SIZE.NAME, 4, MAX.TRUST_DOMAINS) &&
      this.isSection(HEADER.STRINGS, 1, 2, MAX.SIZE) &&
      this.isSection(HEADER.OPERANDS, 1, 4, MAX.SIZE)
    );
  }

  private areShapeSections(): bool {
    for (let effect: u32 = 0; effect <= EFFECT.CALLERS; effect++) {
      if (!this.isSection(HEADER.SHAPES + 8 * effect, SIZE.SHAPE, 4, MAX.SHAPES)) return false;
    }
    return true;
  }

  private isSection(section: u32, recordSize: u32, alignment: u32, most: u32): bool {
    return isSection(this.image, section, recordSize, alignment, most);
  }

  /** A power of two of slots, one of them empty, so that each probe ends; or none, and no length that leads there. */
  private checkNames(section: u32, lengths: u32): bool {
    const count = sectionCount(this.image, section);
    if (count == 0) return load<u64>(this.image + lengths) == 0;
    if (popcnt(count) != 1) return false;
    const table = this.image + sectionOffset(this.image, section);
    let empty: u32 = 0;
    for (let slot: u32 = 0; slot < count; slot++) {
      const name = load<u32>(table + slot * SIZE.NAME);
      if (name == 0) empty++;
      else if (!this.bounds.isString(name)) return false;
    }
    return empty > 0;
  }

  /** Each has a name, means something, and has the key that it needs. */
  private checkAttributes(): bool {
    let attribute = this.image + sectionOffset(this.image, HEADER.ATTRIBUTES);
    for (let i: u32 = 0; i < this.bounds.attributes; i++, attribute += SIZE.ATTRIBUTE) {
      if (!this.bounds.isString(load<u32>(attribute, ATTRIBUTE.NAME)) || !this.isAttribute(attribute))
        return false;
    }
    return true;
  }

  private isAttribute(attribute: usize): bool {
    const number = u32(load<u16>(attribute, ATTRIBUTE.NUMBER));
    const key = u32(load<u16>(attribute, ATTRIBUTE.KEY));
    switch (number) {
      case ATTRIBUTE_NUMBER.HEADER:
      case ATTRIBUTE_NUMBER.HEADER_VALUES:
      case ATTRIBUTE_NUMBER.SIZE:
        return key < this.bounds.headerNames;
      case ATTRIBUTE_NUMBER.QUERY:
      case ATTRIBUTE_NUMBER.QUERY_VALUES:
        return key < this.bounds.queryNames;
      default:
        return number >= ATTRIBUTE_NUMBER.METHOD && number <= ATTRIBUTE_NUMBER.USER_CLAIMS;
    }
  }

  /** They lie one behind the other, so that checking them is linear. */
  private checkRegexes(): bool {
    const bounds = this.bounds;
    const records = this.image + sectionOffset(this.image, HEADER.REGEXES);
    let free: u32 = 0;
    for (let i: u32 = 0; i < bounds.regexes; i++) {
      const offset = load<u32>(records + i * SIZE.REGEX);
      if (offset < free || !bounds.isOperand(offset, REGEX.ROWS)) return false;
      if (!isRegex(this.image + offset, bounds.roomAt(offset))) return false;
      free = offset + load<u32>(this.image + offset, REGEX.SIZE);
    }
    return true;
  }

  private checkRules(): bool {
    let rule = this.image + sectionOffset(this.image, HEADER.RULES);
    for (let i: u32 = 0; i < this.rules; i++, rule += SIZE.RULE) {
      if (!this.isRuleName(rule)) return false;
      const count = u32(load<u16>(rule, RULE.CODE_COUNT));
      if (load<u8>(rule, RULE.EFFECT) > EFFECT.CALLERS) return false;
      if (!this.bounds.areClauses(load<u32>(rule, RULE.CODE), count)) return false;
    }
    return true;
  }

  private isRuleName(rule: usize): bool {
    const name = load<u32>(rule, RULE.NAME);
    if (load<u8>(rule, RULE.EFFECT) == EFFECT.WAY)
      return name < sectionCount(this.image, HEADER.DESTINATIONS);
    return this.bounds.isString(load<u32>(rule, RULE.POLICY)) && this.bounds.isString(name);
  }

  private checkDestinations(): bool {
    let destination = this.image + sectionOffset(this.image, HEADER.DESTINATIONS);
    const count = sectionCount(this.image, HEADER.DESTINATIONS);
    for (let i: u32 = 0; i < count; i++, destination += SIZE.DESTINATION) {
      if (!this.bounds.isString(load<u32>(destination, DESTINATION.WORKLOAD))) return false;
    }
    return true;
  }

  private checkCode(): bool {
    let instruction = this.image + sectionOffset(this.image, HEADER.CODE);
    for (let i: u32 = 0; i < this.code; i++, instruction += SIZE.INSTRUCTION) {
      if (!isInstruction(instruction, this.bounds, this.programs)) return false;
    }
    return true;
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
      case SELECT.PRESENT:
      case SELECT.VALUE:
      case SELECT.VALUE_PREFIX:
      case SELECT.VALUE_SUFFIX:
        return load<u16>(selector, SELECTOR.ATTRIBUTE) < this.bounds.attributes && argument <= MAX.STRING;
      case SELECT.HEADER_PREFIX:
      case SELECT.HEADER_SUFFIX:
        return load<u16>(selector, SELECTOR.HEADER) < this.bounds.headerNames && argument <= MAX.STRING;
      case SELECT.HEADER:
        return load<u16>(selector, SELECTOR.HEADER) < this.bounds.headerNames;
      case SELECT.SOURCE_V4:
        return isPrefixLength(FAMILY.V4, argument);
      case SELECT.SOURCE_V6:
        return isPrefixLength(FAMILY.V6, argument);
      default:
        return kind >= SELECT.METHOD && (kind <= SELECT.PEER_SERVICE_ACCOUNT || kind == SELECT.DESTINATION);
    }
  }

  private checkAllShapes(): bool {
    for (let effect: u32 = 0; effect <= EFFECT.CALLERS; effect++) {
      if (!this.checkShapes(HEADER.SHAPES + 8 * effect)) return false;
    }
    return true;
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

  private checkCases(): bool {
    let record = this.image + sectionOffset(this.image, HEADER.CASES);
    const count = sectionCount(this.image, HEADER.CASES);
    for (let i: u32 = 0; i < count; i++, record += SIZE.CASE) {
      if (!this.isCase(record)) return false;
    }
    return true;
  }

  private isCase(record: usize): bool {
    const bounds = this.bounds;
    const policy = load<u32>(record, CASE.POLICY);
    return (
      bounds.isString(load<u32>(record, CASE.NAME)) &&
      (policy == NONE || bounds.isStringOrNone(policy)) &&
      bounds.isStringOrNone(load<u32>(record, CASE.RULE)) &&
      bounds.isOperand(load<u32>(record, CASE.HEADERS), load<u32>(record, CASE.HEADERS_SIZE)) &&
      bounds.isOperand(load<u32>(record, CASE.PROPERTIES), load<u32>(record, CASE.PROPERTIES_SIZE))
    );
  }
}
