import { copyOf, expectOperand, expectString, firstOf, flawWith, lastOf } from "../testing/forge";
import { LIMITS, LIMIT_KINDS } from "../testing/images";
import { Flaw } from "./flaw";
import { sectionCount, sectionOffset } from "./image";
import {
  COST,
  HEADER,
  INSTRUCTION,
  KEY_KIND,
  KEY_PART,
  LIMIT,
  LIMIT_FLAG,
  LIMIT_KIND,
  MAX,
  NUMBERS,
  ON_FAILURE,
  OVERRIDE,
  OVERRIDES,
  RATE,
  SIZE,
} from "./layout";

const image = changetype<usize>(LIMITS);
const first = firstOf(image, HEADER.LIMITS);

/** By their names, sorted. */
const kinds = changetype<usize>(LIMIT_KINDS);
const atATime = firstOf(kinds, HEADER.LIMITS);
const cost = atATime + SIZE.LIMIT;
const overridden = atATime + 2 * SIZE.LIMIT;
const size = atATime + 3 * SIZE.LIMIT;
const status = atATime + 4 * SIZE.LIMIT;

const CENTURY: u64 = 3_155_760_000_000_000_000;

/** The rate of a limit. */
function rateOf(limit: usize, image: usize): usize {
  return image + sectionOffset(image, HEADER.RATES) + load<u32>(limit, LIMIT.RATE) * SIZE.RATE;
}

/** Address of a part of a limit's key. */
function part(limit: usize, index: u32, image: usize): usize {
  return image + load<u32>(limit, LIMIT.KEY) + index * KEY_PART.SIZE;
}

function becomes<T>(field: usize, value: T, isSound: bool): void {
  const whole = field >= kinds && field < kinds + LIMIT_KINDS.length ? kinds : image;
  const flaw = flawWith<T>(whole, field, value);
  expect(flaw).toBe(isSound ? Flaw.Sound : Flaw.Limit, `${value} at ${field - whole}`);
}

describe("a rate", () => {
  it("has times that can be added without overflow", () => {
    const rate = rateOf(first, image);
    becomes<u64>(rate + RATE.INTERVAL, 0, false);
    becomes<u64>(rate + RATE.INTERVAL, CENTURY, true);
    becomes<u64>(rate + RATE.INTERVAL, CENTURY + 1, false);
    becomes<u64>(rate + RATE.TOLERANCE, CENTURY, true);
    becomes<u64>(rate + RATE.TOLERANCE, CENTURY + 1, false);
  });

  it("has a count that its remainder is below, and a burst", () => {
    const rate = rateOf(first, image);
    const count = load<u32>(rate, RATE.COUNT);
    becomes<u32>(rate + RATE.COUNT, 0, false);
    becomes<u32>(rate + RATE.REMAINDER, count - 1, true);
    becomes<u32>(rate + RATE.REMAINDER, count, false);
    becomes<u32>(rate + RATE.BURST, 0, false);
  });

  it("has no times when it is of requests at a time", () => {
    const rate = rateOf(atATime, kinds);
    becomes<u64>(rate + RATE.INTERVAL, 1, false);
    becomes<u64>(rate + RATE.TOLERANCE, 1, false);
    becomes<u32>(rate + RATE.COUNT, 1, false);
    becomes<u32>(rate + RATE.REMAINDER, 1, false);
    becomes<u32>(rate + RATE.BURST, 0, false);
  });
});

describe("a limit", () => {
  it("has names", () => {
    expectString(image, first + LIMIT.POLICY, Flaw.Limit);
    expectString(image, first + LIMIT.NAME, Flaw.Limit);
  });

  it("is of a kind, and has a rate of that kind", () => {
    becomes<u8>(first + LIMIT.KIND, 0, false);
    becomes<u8>(first + LIMIT.KIND, u8(LIMIT_KIND.IN_FLIGHT), false);
    becomes<u8>(first + LIMIT.KIND, u8(LIMIT_KIND.IN_FLIGHT) + 1, false);
    becomes<u32>(first + LIMIT.RATE, sectionCount(image, HEADER.RATES), false);
    becomes<u8>(first + LIMIT.ON_FAILURE, u8(ON_FAILURE.CLOSED), true);
    becomes<u8>(first + LIMIT.ON_FAILURE, u8(ON_FAILURE.CLOSED) + 1, false);
  });

  it("has a key within the operands, of parts that mean something", () => {
    const limit = lastOf(image, HEADER.LIMITS, SIZE.LIMIT);
    const parts = u32(load<u16>(limit, LIMIT.KEY_COUNT));
    expectOperand(image, limit + LIMIT.KEY, parts * KEY_PART.SIZE, Flaw.Limit);
    becomes<u16>(limit + LIMIT.KEY_COUNT, u16(MAX.KEY_PARTS) + 1, false);
    becomes<u32>(part(limit, 0, image) + KEY_PART.KIND, 0, false);
    becomes<u32>(part(limit, 0, image) + KEY_PART.KIND, KEY_KIND.PROGRAM + 1, false);
    becomes<u32>(part(limit, 0, image) + KEY_PART.ARGUMENT, sectionCount(image, HEADER.HEADER_NAMES), false);
  });

  it("has parts of every kind that are there", () => {
    becomes<u32>(part(atATime, 0, kinds) + KEY_PART.ARGUMENT, 32 | (128 << 8), true);
    becomes<u32>(part(atATime, 0, kinds) + KEY_PART.ARGUMENT, 33 | (128 << 8), false);
    becomes<u32>(part(atATime, 0, kinds) + KEY_PART.ARGUMENT, 32 | (129 << 8), false);
    becomes<u32>(part(atATime, 1, kinds) + KEY_PART.ARGUMENT, sectionCount(kinds, HEADER.ATTRIBUTES), false);
    becomes<u32>(part(atATime, 2, kinds) + KEY_PART.ARGUMENT, sectionCount(kinds, HEADER.PROGRAMS), false);
  });

  it("has its instructions within the code, and closes its last clause", () => {
    const instructions = sectionCount(kinds, HEADER.CODE);
    const last = firstOf(kinds, HEADER.CODE) + load<u32>(atATime, LIMIT.CODE) * SIZE.INSTRUCTION;
    becomes<u32>(atATime + LIMIT.CODE, instructions, false);
    becomes<u32>(atATime + LIMIT.CODE, 0xffffffff, false);
    becomes<u16>(atATime + LIMIT.CODE_COUNT, 0xffff, false);
    becomes<u8>(last + INSTRUCTION.FLAGS, 0, false);
  });

  it("counts for the mesh only with a service", () => {
    becomes<u32>(first + LIMIT.FLAGS, LIMIT_FLAG.MESH, false);
    becomes<u32>(kinds + HEADER.SERVICE_CLUSTER, 0, false);
    becomes<u32>(kinds + HEADER.SERVICE_CLUSTER, 1, false);
    becomes<u32>(kinds + HEADER.SERVICE_DOMAIN, 0, false);
  });

  it("has a cost that means something", () => {
    becomes<u32>(first + LIMIT.COST, 0, false);
    becomes<u16>(first + LIMIT.COST_KIND, u16(COST.PROGRAM), false);
    becomes<u16>(first + LIMIT.COST_KIND, u16(COST.SIZE), true);
    becomes<u16>(first + LIMIT.COST_KIND, u16(COST.SIZE) + 1, false);
    becomes<u32>(cost + LIMIT.COST, sectionCount(kinds, HEADER.PROGRAMS), false);
    becomes<u32>(status + LIMIT.COST, 0, false);
    becomes<u32>(status + LIMIT.COST, load<u32>(status, LIMIT.COST) + 2, false);
    becomes<u32>(status + LIMIT.COST, 0xfffffffc, false);
    becomes<u32>(kinds + load<u32>(status, LIMIT.COST) + NUMBERS.COUNT, 601, false);
  });

  it("has strings for what it answers", () => {
    expectString(kinds, size + LIMIT.BODY, Flaw.Limit, true);
    expectString(kinds, size + LIMIT.CONTENT_TYPE, Flaw.Limit, true);
  });
});

const table = kinds + load<u32>(overridden, LIMIT.OVERRIDES);
const slots = load<u32>(table, OVERRIDES.SLOTS);

describe("overrides", () => {
  it("are a power of two of slots within the operands", () => {
    expect(slots).toBe(4);
    becomes<u32>(overridden + LIMIT.OVERRIDES, 0, true);
    becomes<u32>(overridden + LIMIT.OVERRIDES, load<u32>(overridden, LIMIT.OVERRIDES) + 2, false);
    becomes<u32>(overridden + LIMIT.OVERRIDES, 0xfffffffc, false);
    becomes<u32>(table + OVERRIDES.SLOTS, 0, false);
    becomes<u32>(table + OVERRIDES.SLOTS, 3, false);
    becomes<u32>(table + OVERRIDES.SLOTS, 0x80000000, false);
    becomes<u32>(table + OVERRIDES.SLOTS, 1 << 20, false);
  });

  it("have keys, and rates of their limit's kind", () => {
    for (let slot: u32 = 0; slot < slots; slot++) {
      const entry = table + OVERRIDES.ENTRIES + slot * OVERRIDE.SIZE;
      if (load<u32>(entry, OVERRIDE.KEY) == 0) continue;
      expectString(kinds, entry + OVERRIDE.KEY, Flaw.Limit, true);
      becomes<u32>(entry + OVERRIDE.RATE, sectionCount(kinds, HEADER.RATES), false);
      becomes<u32>(entry + OVERRIDE.RATE, load<u32>(atATime, LIMIT.RATE), false);
    }
  });

  it("have an empty slot, so that each probe ends", () => {
    const key = load<u32>(kinds, HEADER.VERSION);
    const copy = copyOf(kinds);
    let entry = copy + (table - kinds) + OVERRIDES.ENTRIES;
    for (let slot: u32 = 0; slot < slots; slot++, entry += OVERRIDE.SIZE) {
      store<u32>(entry, key, OVERRIDE.KEY);
      store<u32>(entry, load<u32>(overridden, LIMIT.RATE), OVERRIDE.RATE);
    }
    const name = overridden + LIMIT.NAME;
    expect(flawWith<u32>(copy, copy + (name - kinds), load<u32>(name))).toBe(Flaw.Limit);
    heap.free(copy);
  });
});
