import { expectOperand, expectString, firstOf, flawWith, lastOf } from "../testing/forge";
import { LIMITS } from "../testing/images";
import { Flaw } from "./flaw";
import { sectionCount, sectionOffset } from "./image";
import {
  COST,
  HEADER,
  KEY_KIND,
  KEY_PART,
  LIMIT,
  LIMIT_FLAG,
  LIMIT_KIND,
  MAX,
  ON_FAILURE,
  RATE,
  SIZE,
} from "./layout";

const image = changetype<usize>(LIMITS);
const first = firstOf(image, HEADER.LIMITS);

const CENTURY: u64 = 3_155_760_000_000_000_000;

/** The rate of a limit. */
function rateOf(limit: usize): usize {
  return image + sectionOffset(image, HEADER.RATES) + load<u32>(limit, LIMIT.RATE) * SIZE.RATE;
}

/** Address of a part of a limit's key. */
function part(limit: usize, index: u32): usize {
  return image + load<u32>(limit, LIMIT.KEY) + index * KEY_PART.SIZE;
}

function becomes<T>(field: usize, value: T, isSound: bool): void {
  const flaw = flawWith<T>(image, field, value);
  expect(flaw).toBe(isSound ? Flaw.Sound : Flaw.Limit, `${value} at ${field - image}`);
}

describe("a rate", () => {
  it("has times that can be added without overflow", () => {
    const rate = rateOf(first);
    becomes<u64>(rate + RATE.INTERVAL, 0, false);
    becomes<u64>(rate + RATE.INTERVAL, CENTURY, true);
    becomes<u64>(rate + RATE.INTERVAL, CENTURY + 1, false);
    becomes<u64>(rate + RATE.TOLERANCE, CENTURY, true);
    becomes<u64>(rate + RATE.TOLERANCE, CENTURY + 1, false);
  });

  it("has a count that its remainder is below, and a burst", () => {
    const rate = rateOf(first);
    const count = load<u32>(rate, RATE.COUNT);
    becomes<u32>(rate + RATE.COUNT, 0, false);
    becomes<u32>(rate + RATE.REMAINDER, count - 1, true);
    becomes<u32>(rate + RATE.REMAINDER, count, false);
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
    becomes<u32>(part(limit, 0) + KEY_PART.KIND, 0, false);
    becomes<u32>(part(limit, 0) + KEY_PART.KIND, KEY_KIND.PROGRAM + 1, false);
    becomes<u32>(part(limit, 0) + KEY_PART.ARGUMENT, sectionCount(image, HEADER.HEADER_NAMES), false);
  });

  it("counts for the mesh only with a service", () => {
    becomes<u32>(first + LIMIT.FLAGS, LIMIT_FLAG.MESH, false);
  });

  it("has a cost", () => {
    becomes<u32>(first + LIMIT.COST, 0, false);
    becomes<u16>(first + LIMIT.COST_KIND, u16(COST.PROGRAM), false);
    becomes<u16>(first + LIMIT.COST_KIND, u16(COST.STATUS), false);
    becomes<u16>(first + LIMIT.COST_KIND, u16(COST.SIZE), true);
    becomes<u16>(first + LIMIT.COST_KIND, u16(COST.SIZE) + 1, false);
  });
});
