import { Bounds } from "./bounds";
import { sectionCount, sectionOffset } from "./image";
import { CONSTANT_ITEMS, HEADER, MAX, SIZE, TABLE, TAG, VALUE } from "./layout";

const BILLION: u32 = 1_000_000_000;

/**
 * Whether all values are what their tags say. What a list is made of comes before it and is less deep, so
 * nothing contains itself; no two lists share items, so that checking them is linear.
 */
export function areSoundValues(bounds: Bounds): bool {
  const image = bounds.image;
  const start = sectionOffset(image, HEADER.VALUES);
  const count = sectionCount(image, HEADER.VALUES);
  let items: u64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const offset = start + i * SIZE.VALUE;
    const value = image + offset;
    if (load<u8>(value, VALUE.TAG) != TAG.LIST && load<u8>(value, VALUE.TAG) != TAG.MAP) {
      if (!isScalar(value, bounds)) return false;
    } else {
      items += load<u32>(value, VALUE.PAYLOAD + 4);
      if (items > u64(count) || !isCollection(offset, bounds)) return false;
    }
  }
  return true;
}

function isScalar(value: usize, bounds: Bounds): bool {
  const detail = load<u32>(value, VALUE.DETAIL);
  const low = load<u32>(value, VALUE.PAYLOAD);
  const high = load<u32>(value, VALUE.PAYLOAD + 4);
  if (load<u8>(value, VALUE.DEPTH) != 0 || load<u16>(value, VALUE.FLAGS) != 0) return false;
  switch (u32(load<u8>(value, VALUE.TAG))) {
    case TAG.BOOL:
      return low <= 1 && high == 0;
    case TAG.NULL:
    case TAG.INT:
    case TAG.UINT:
    case TAG.DOUBLE:
    case TAG.DURATION:
    case TAG.TYPE:
    case TAG.ERROR:
    case TAG.NONE:
      return true;
    case TAG.TIMESTAMP:
      return detail < BILLION;
    case TAG.STRING:
    case TAG.BYTES:
      return bounds.areBytes(low, high);
    case TAG.IP:
      return (high == 4 || high == 16) && bounds.areBytes(low, high);
    case TAG.CIDR:
      return (high == 4 || high == 16) && detail <= 8 * high && bounds.areBytes(low, high);
    default:
      return false;
  }
}

/** A list or map. */
function isCollection(offset: u32, bounds: Bounds): bool {
  const value = bounds.image + offset;
  const first = load<u32>(value, VALUE.PAYLOAD);
  const count = load<u32>(value, VALUE.PAYLOAD + 4);
  const depth = load<u8>(value, VALUE.DEPTH);
  const values: u32 = load<u8>(value, VALUE.TAG) == TAG.MAP ? 2 * count : count;
  if (load<u16>(value, VALUE.FLAGS) != CONSTANT_ITEMS || depth > MAX.DEPTH) return false;
  if (!bounds.areValues(first, values) || first + values * SIZE.VALUE > offset) return false;
  for (let i: u32 = 0; i < values; i++) {
    if (load<u8>(bounds.image + first + i * SIZE.VALUE, VALUE.DEPTH) >= depth) return false;
  }
  return isTableOrNone(load<u32>(value, VALUE.DETAIL), count, bounds);
}

/** A hash table that has room for its entries and no more than four times that. */
function isTableOrNone(offset: u32, count: u32, bounds: Bounds): bool {
  if (offset == 0) return true;
  if (!bounds.isOperand(offset, TABLE.ITEMS)) return false;
  const table = bounds.image + offset;
  const slots = load<u32>(table, TABLE.SLOTS);
  if (popcnt(slots) != 1 || slots / 4 > count || !bounds.isOperand(offset, TABLE.ITEMS + 4 * slots))
    return false;
  for (let slot: u32 = 0; slot < slots; slot++) {
    if (load<u32>(table + TABLE.ITEMS + 4 * slot) > count) return false;
  }
  return true;
}
