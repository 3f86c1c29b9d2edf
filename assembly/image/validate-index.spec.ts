import { selectorOf } from "../testing/find";
import { firstOf, flawWith, lastOf } from "../testing/forge";
import { CONDITIONS, EFFECTS } from "../testing/images";
import { Flaw } from "./flaw";
import { sectionCount } from "./image";
import { EFFECT, HEADER, MAX, SELECT, SELECTOR, SHAPE, SIZE, SLOT } from "./layout";

const conditions = changetype<usize>(CONDITIONS);
const effects = changetype<usize>(EFFECTS);

/** Address of the first selector of a kind. */
function selector(kind: u32): usize {
  return firstOf(conditions, HEADER.SELECTORS) + selectorOf(conditions, kind) * SIZE.SELECTOR;
}

/** That a selector of a kind takes so many bytes or bits, and no more. */
function expectMost(kind: u32, most: u32): void {
  const argument = selector(kind) + SELECTOR.ARGUMENT;
  expect(flawWith<u32>(conditions, argument, most)).toBe(Flaw.Sound, `${kind}`);
  expect(flawWith<u32>(conditions, argument, most + 1)).toBe(Flaw.Selector, `${kind}`);
}

describe("a selector", () => {
  it("is of a kind", () => {
    expect(flawWith<u8>(conditions, selector(SELECT.METHOD) + SELECTOR.KIND, 0)).toBe(Flaw.Selector);
    expect(flawWith<u8>(conditions, selector(SELECT.METHOD) + SELECTOR.KIND, 255)).toBe(Flaw.Selector);
  });

  it("has no more segments than paths are split", () => {
    const most = u8(MAX.SEGMENTS);
    const kinds: StaticArray<u32> = [SELECT.PATH_SEGMENTS, SELECT.PATH_SEGMENTS_REST];
    for (let i = 0; i < kinds.length; i++) {
      expect(flawWith<u8>(conditions, selector(kinds[i]) + SELECTOR.COUNT, most)).toBe(Flaw.Sound);
      expect(flawWith<u8>(conditions, selector(kinds[i]) + SELECTOR.COUNT, most + 1)).toBe(Flaw.Selector);
    }
  });

  it("has no more bytes or bits than there can be", () => {
    const kinds: StaticArray<u32> = [
      SELECT.HOST_SUFFIX,
      SELECT.PATH_PREFIX,
      SELECT.PATH_SUFFIX,
      SELECT.HEADER_PREFIX,
      SELECT.HEADER_SUFFIX,
      SELECT.VALUE_PREFIX,
      SELECT.VALUE_SUFFIX,
    ];
    for (let i = 0; i < kinds.length; i++) expectMost(kinds[i], MAX.STRING);
    expectMost(SELECT.SOURCE_V4, 32);
    expectMost(SELECT.SOURCE_V6, 128);
  });

  it("of a header has one that the image knows", () => {
    const kinds: StaticArray<u32> = [SELECT.HEADER, SELECT.HEADER_PREFIX, SELECT.HEADER_SUFFIX];
    const names = u16(sectionCount(conditions, HEADER.HEADER_NAMES));
    for (let i = 0; i < kinds.length; i++) {
      const header = selector(kinds[i]) + SELECTOR.HEADER;
      expect(flawWith<u16>(conditions, header, names)).toBe(Flaw.Selector, `${kinds[i]}`);
    }
  });

  it("of a value has an attribute that the image knows", () => {
    const kinds: StaticArray<u32> = [SELECT.VALUE, SELECT.PRESENT, SELECT.VALUE_PREFIX, SELECT.VALUE_SUFFIX];
    const attributes = u16(sectionCount(conditions, HEADER.ATTRIBUTES));
    for (let i = 0; i < kinds.length; i++) {
      const attribute = selector(kinds[i]) + SELECTOR.ATTRIBUTE;
      expect(flawWith<u16>(conditions, attribute, attributes)).toBe(Flaw.Selector, `${kinds[i]}`);
    }
  });
});

describe("a shape", () => {
  it("has slots, all of them in the table, and selectors that there are", () => {
    const groups: StaticArray<u32> = [EFFECT.DENY, EFFECT.ALLOW, EFFECT.AUDIT];
    const slots = sectionCount(effects, HEADER.SLOTS);
    const selectors = u16(sectionCount(effects, HEADER.SELECTORS));
    for (let i = 0; i < groups.length; i++) {
      const shape = lastOf(effects, HEADER.SHAPES + 8 * groups[i], SIZE.SHAPE);
      expect(flawWith<u32>(effects, shape + SHAPE.SLOTS, 0)).toBe(Flaw.Shape);
      expect(flawWith<u32>(effects, shape + SHAPE.SLOTS, slots + 1)).toBe(Flaw.Shape);
      expect(flawWith<u32>(effects, shape + SHAPE.SLOTS, 0xffffffff)).toBe(Flaw.Shape);
      expect(flawWith<u32>(effects, shape + SHAPE.SLOT, slots)).toBe(Flaw.Shape);
      expect(flawWith<u32>(effects, shape + SHAPE.SLOT, 0xffffffff)).toBe(Flaw.Shape);
      expect(flawWith<u32>(effects, shape + SHAPE.SELECTOR_COUNT, MAX.SHAPE_SELECTORS + 1)).toBe(Flaw.Shape);
      const last = shape + SHAPE.SELECTORS + 2 * (load<u32>(shape, SHAPE.SELECTOR_COUNT) - 1);
      expect(flawWith<u16>(effects, last, selectors)).toBe(Flaw.Shape);
    }
  });
});

describe("the index", () => {
  it("leads from slots to candidates that there are", () => {
    const slot = firstOf(effects, HEADER.SLOTS) + SLOT.CANDIDATE;
    const candidates = sectionCount(effects, HEADER.CANDIDATES);
    expect(flawWith<u32>(effects, slot, candidates - 1)).toBe(Flaw.Sound);
    expect(flawWith<u32>(effects, slot, candidates)).toBe(Flaw.Slot);
  });

  it("leads from candidates to rules that there are", () => {
    const candidate = firstOf(effects, HEADER.CANDIDATES);
    expect(flawWith<u32>(effects, candidate, sectionCount(effects, HEADER.RULES))).toBe(Flaw.Slot);
  });

  it("ends its last list", () => {
    expect(flawWith<u32>(effects, lastOf(effects, HEADER.CANDIDATES, SIZE.CANDIDATE), 0)).toBe(Flaw.Slot);
  });
});
