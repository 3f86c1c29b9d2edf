import { Bounds } from "./bounds";
import { areNumbers } from "./check-instruction";
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
  OVERRIDE,
  OVERRIDES,
  RATE,
  SIZE,
} from "./layout";

/** 100 years in nanoseconds: sums of three such never overflow 64 bits. */
const MAX_TIME: u64 = 3_155_760_000_000_000_000;

/** Statuses are below. */
const MAX_STATUS: u32 = 600;

/** Whether all limits can be enforced as they stand. `programs`: how many there are. */
export function areSoundLimits(bounds: Bounds, programs: u32): bool {
  const image = bounds.image;
  let rate = image + sectionOffset(image, HEADER.RATES);
  const rates = sectionCount(image, HEADER.RATES);
  for (let i: u32 = 0; i < rates; i++, rate += SIZE.RATE) if (!isRate(rate)) return false;
  let limit = image + sectionOffset(image, HEADER.LIMITS);
  const count = sectionCount(image, HEADER.LIMITS);
  for (let i: u32 = 0; i < count; i++, limit += SIZE.LIMIT)
    if (!isLimit(limit, bounds, programs)) return false;
  return isService(bounds);
}

/** Times that can be added without overflow; of requests at a time, there are none. */
function isRate(rate: usize): bool {
  const interval = load<u64>(rate, RATE.INTERVAL);
  const tolerance = load<u64>(rate, RATE.TOLERANCE);
  const count = load<u32>(rate, RATE.COUNT);
  const remainder = load<u32>(rate, RATE.REMAINDER);
  if (load<u32>(rate, RATE.BURST) == 0) return false;
  if (interval == 0) return tolerance == 0 && count == 0 && remainder == 0;
  return interval <= MAX_TIME && tolerance <= MAX_TIME && remainder < count;
}

/** Whether there is such a rate, fit for the kind of limit. */
function isRateFor(kind: u32, rate: u32, image: usize): bool {
  if (rate >= sectionCount(image, HEADER.RATES)) return false;
  const interval = load<u64>(image + sectionOffset(image, HEADER.RATES) + rate * SIZE.RATE, RATE.INTERVAL);
  return (interval == 0) == (kind == LIMIT_KIND.IN_FLIGHT);
}

function isLimit(limit: usize, bounds: Bounds, programs: u32): bool {
  const kind = u32(load<u8>(limit, LIMIT.KIND));
  return (
    bounds.isString(load<u32>(limit, LIMIT.POLICY)) &&
    bounds.isString(load<u32>(limit, LIMIT.NAME)) &&
    (kind == LIMIT_KIND.RATE || kind == LIMIT_KIND.IN_FLIGHT) &&
    u32(load<u8>(limit, LIMIT.ON_FAILURE)) <= ON_FAILURE.CLOSED &&
    isRateFor(kind, load<u32>(limit, LIMIT.RATE), bounds.image) &&
    areKeyParts(load<u32>(limit, LIMIT.KEY), u32(load<u16>(limit, LIMIT.KEY_COUNT)), bounds, programs) &&
    bounds.areClauses(load<u32>(limit, LIMIT.CODE), u32(load<u16>(limit, LIMIT.CODE_COUNT))) &&
    isCost(u32(load<u16>(limit, LIMIT.COST_KIND)), load<u32>(limit, LIMIT.COST), bounds, programs) &&
    areOverrides(load<u32>(limit, LIMIT.OVERRIDES), kind, bounds) &&
    bounds.isStringOrNone(load<u32>(limit, LIMIT.BODY)) &&
    bounds.isStringOrNone(load<u32>(limit, LIMIT.CONTENT_TYPE))
  );
}

function areKeyParts(offset: u32, count: u32, bounds: Bounds, programs: u32): bool {
  if (count > MAX.KEY_PARTS || !bounds.isOperand(offset, count * KEY_PART.SIZE)) return false;
  for (let i: u32 = 0; i < count; i++) {
    if (!isKeyPart(bounds.image + offset + i * KEY_PART.SIZE, bounds, programs)) return false;
  }
  return true;
}

function isKeyPart(part: usize, bounds: Bounds, programs: u32): bool {
  const argument = load<u32>(part, KEY_PART.ARGUMENT);
  switch (load<u32>(part, KEY_PART.KIND)) {
    case KEY_KIND.SOURCE:
      return (argument & 0xff) <= 32 && argument >> 8 <= 128;
    case KEY_KIND.HEADER:
      return argument < bounds.headerNames;
    case KEY_KIND.ATTRIBUTE:
      return argument < bounds.attributes;
    case KEY_KIND.PROGRAM:
      return argument < programs;
    default:
      return false;
  }
}

function isCost(kind: u32, cost: u32, bounds: Bounds, programs: u32): bool {
  switch (kind) {
    case COST.CONSTANT:
      return cost > 0;
    case COST.PROGRAM:
      return cost < programs;
    case COST.STATUS:
      return areNumbers(cost, MAX_STATUS, bounds);
    case COST.SIZE:
      return true;
    default:
      return false;
  }
}

/** A power of two of slots, one of them empty, so that each probe ends; or no table at all. */
function areOverrides(offset: u32, kind: u32, bounds: Bounds): bool {
  if (offset == 0) return true;
  if (!bounds.isOperand(offset, OVERRIDES.ENTRIES)) return false;
  const table = bounds.image + offset;
  const slots = load<u32>(table, OVERRIDES.SLOTS);
  if (popcnt(slots) != 1 || slots > 2 * MAX.OVERRIDES) return false;
  if (!bounds.isOperand(offset, OVERRIDES.ENTRIES + slots * OVERRIDE.SIZE)) return false;
  let empty: u32 = 0;
  let entry = table + OVERRIDES.ENTRIES;
  for (let slot: u32 = 0; slot < slots; slot++, entry += OVERRIDE.SIZE) {
    const key = load<u32>(entry, OVERRIDE.KEY);
    if (key == 0) empty++;
    else if (!bounds.isString(key) || !isRateFor(kind, load<u32>(entry, OVERRIDE.RATE), bounds.image))
      return false;
  }
  return empty > 0;
}

/** A limit that counts for the mesh has someone to ask. */
function isService(bounds: Bounds): bool {
  const image = bounds.image;
  const cluster = load<u32>(image, HEADER.SERVICE_CLUSTER);
  if (cluster != 0)
    return bounds.isString(cluster) && bounds.isString(load<u32>(image, HEADER.SERVICE_DOMAIN));
  let limit = image + sectionOffset(image, HEADER.LIMITS);
  const count = sectionCount(image, HEADER.LIMITS);
  for (let i: u32 = 0; i < count; i++, limit += SIZE.LIMIT) {
    if ((load<u32>(limit, LIMIT.FLAGS) & LIMIT_FLAG.MESH) != 0) return false;
  }
  return true;
}
