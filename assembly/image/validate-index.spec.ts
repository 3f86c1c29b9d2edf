import { selectorOf } from "../testing/find";
import { changed, expectString } from "../testing/flaws";
import { firstOf, lastOf } from "../testing/forge";
import { CONDITIONS, EFFECTS, LIMITS } from "../testing/images";
import { Flaw } from "./flaw";
import { sectionCount, sectionOffset } from "./image";
import { HEADER, KEY_KIND, KEY_PART, LIMIT, MAX, SELECT, SELECTOR, SHAPE, SIZE, SLOT } from "./layout";

const conditions = changetype<usize>(CONDITIONS);
const effects = changetype<usize>(EFFECTS);
const limits = changetype<usize>(LIMITS);

function selector(kind: u32): usize {
  return firstOf(conditions, HEADER.SELECTORS) + selectorOf(conditions, kind) * SIZE.SELECTOR;
}

describe("a selector", () => {
  it("is of a kind", () => {
    expect(changed<u8>(conditions, selector(SELECT.METHOD) + SELECTOR.KIND, 0)).toBe(Flaw.Selector);
    expect(changed<u8>(conditions, selector(SELECT.METHOD) + SELECTOR.KIND, 255)).toBe(Flaw.Selector);
  });

  it("has no more segments than paths are split", () => {
    const most = u8(MAX.SEGMENTS);
    const kinds: StaticArray<u32> = [SELECT.PATH_SEGMENTS, SELECT.PATH_SEGMENTS_REST];
    for (let i = 0; i < kinds.length; i++) {
      expect(changed<u8>(conditions, selector(kinds[i]) + SELECTOR.COUNT, most)).toBe(Flaw.Sound);
      expect(changed<u8>(conditions, selector(kinds[i]) + SELECTOR.COUNT, most + 1)).toBe(Flaw.Selector);
    }
  });

  it("has no more bytes or bits than there can be", () => {
    const kinds: StaticArray<u32> = [
      SELECT.HOST_SUFFIX,
      SELECT.PATH_PREFIX,
      SELECT.PATH_SUFFIX,
      SELECT.SOURCE_V4,
      SELECT.SOURCE_V6,
    ];
    const most: StaticArray<u32> = [MAX.STRING, MAX.STRING, MAX.STRING, 32, 128];
    for (let i = 0; i < kinds.length; i++) {
      const argument = selector(kinds[i]) + SELECTOR.ARGUMENT;
      expect(changed<u32>(conditions, argument, most[i])).toBe(Flaw.Sound, `${kinds[i]}`);
      expect(changed<u32>(conditions, argument, most[i] + 1)).toBe(Flaw.Selector, `${kinds[i]}`);
    }
  });

  it("of a header has one that the image knows", () => {
    const names = u16(sectionCount(conditions, HEADER.HEADER_NAMES));
    expect(changed<u16>(conditions, selector(SELECT.HEADER) + SELECTOR.HEADER, names)).toBe(Flaw.Selector);
  });
});

describe("a shape", () => {
  it("has slots, all of them in the table, and selectors that there are", () => {
    const groups: StaticArray<u32> = [HEADER.DENY_SHAPES, HEADER.ALLOW_SHAPES, HEADER.AUDIT_SHAPES];
    const slots = sectionCount(effects, HEADER.SLOTS);
    const selectors = u16(sectionCount(effects, HEADER.SELECTORS));
    for (let i = 0; i < groups.length; i++) {
      const shape = lastOf(effects, groups[i], SIZE.SHAPE);
      expect(changed<u32>(effects, shape + SHAPE.SLOTS, 0)).toBe(Flaw.Shape);
      expect(changed<u32>(effects, shape + SHAPE.SLOTS, slots + 1)).toBe(Flaw.Shape);
      expect(changed<u32>(effects, shape + SHAPE.SLOTS, 0xffffffff)).toBe(Flaw.Shape);
      expect(changed<u32>(effects, shape + SHAPE.SLOT, slots)).toBe(Flaw.Shape);
      expect(changed<u32>(effects, shape + SHAPE.SLOT, 0xffffffff)).toBe(Flaw.Shape);
      expect(changed<u32>(effects, shape + SHAPE.SELECTOR_COUNT, MAX.SHAPE_SELECTORS + 1)).toBe(Flaw.Shape);
      const last = shape + SHAPE.SELECTORS + 2 * (load<u32>(shape, SHAPE.SELECTOR_COUNT) - 1);
      expect(changed<u16>(effects, last, selectors)).toBe(Flaw.Shape);
    }
  });
});

describe("the index", () => {
  it("leads from slots to candidates that there are", () => {
    const slot = firstOf(effects, HEADER.SLOTS) + SLOT.CANDIDATE;
    const candidates = sectionCount(effects, HEADER.CANDIDATES);
    expect(changed<u32>(effects, slot, candidates - 1)).toBe(Flaw.Sound);
    expect(changed<u32>(effects, slot, candidates)).toBe(Flaw.Slot);
  });

  it("leads from candidates to rules that there are", () => {
    const candidate = firstOf(effects, HEADER.CANDIDATES);
    expect(changed<u32>(effects, candidate, sectionCount(effects, HEADER.RULES))).toBe(Flaw.Slot);
  });

  it("ends its last list", () => {
    expect(changed<u32>(effects, lastOf(effects, HEADER.CANDIDATES, SIZE.CANDIDATE), 0)).toBe(Flaw.Slot);
  });
});

describe("a limit", () => {
  it("has times that can be added without overflow", () => {
    const limit = firstOf(limits, HEADER.LIMITS);
    expect(changed<u64>(limits, limit + LIMIT.INTERVAL, 0)).toBe(Flaw.Limit);
    expect(changed<u64>(limits, limit + LIMIT.INTERVAL, 3_155_760_000_000_000_000)).toBe(Flaw.Sound);
    expect(changed<u64>(limits, limit + LIMIT.INTERVAL, 3_155_760_000_000_000_001)).toBe(Flaw.Limit);
    expect(changed<u64>(limits, limit + LIMIT.TOLERANCE, 3_155_760_000_000_000_000)).toBe(Flaw.Sound);
    expect(changed<u64>(limits, limit + LIMIT.TOLERANCE, 3_155_760_000_000_000_001)).toBe(Flaw.Limit);
  });

  it("has names", () => {
    const limit = firstOf(limits, HEADER.LIMITS);
    expectString(limits, limit + LIMIT.POLICY, Flaw.Limit);
    expectString(limits, limit + LIMIT.NAME, Flaw.Limit);
  });

  it("has its key within the operands, aligned, be it of no part", () => {
    const key = firstOf(limits, HEADER.LIMITS) + LIMIT.KEY;
    const operands = sectionOffset(limits, HEADER.OPERANDS);
    const end = operands + sectionCount(limits, HEADER.OPERANDS);
    const bad: StaticArray<u32> = [0, operands - 4, operands + 2, end + 4];
    for (let i = 0; i < bad.length; i++)
      expect(changed<u32>(limits, key, bad[i])).toBe(Flaw.Limit, `${bad[i]}`);
    expect(changed<u32>(limits, key, end)).toBe(Flaw.Sound);
  });

  it("has a key of parts that mean something", () => {
    const limit = lastOf(limits, HEADER.LIMITS, SIZE.LIMIT);
    const key = limits + load<u32>(limit, LIMIT.KEY);
    const parts = load<u32>(limit, LIMIT.KEY_COUNT);
    const names = sectionCount(limits, HEADER.HEADER_NAMES);
    expect(changed<u32>(limits, limit + LIMIT.KEY, load<u32>(limit, LIMIT.KEY) + 4)).toBe(Flaw.Limit);
    expect(changed<u32>(limits, limit + LIMIT.KEY_COUNT, parts + 1)).toBe(Flaw.Limit);
    expect(changed<u32>(limits, limit + LIMIT.KEY_COUNT, MAX.KEY_PARTS + 1)).toBe(Flaw.Limit);
    expect(changed<u32>(limits, key + KEY_PART.KIND, 0)).toBe(Flaw.Limit);
    expect(changed<u32>(limits, key + KEY_PART.KIND, KEY_KIND.HEADER + 1)).toBe(Flaw.Limit);
    expect(changed<u32>(limits, key + 2 * KEY_PART.SIZE + KEY_PART.HEADER, names)).toBe(Flaw.Limit);
  });
});
