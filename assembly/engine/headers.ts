import { Slice, addressOf, lengthOf } from "../bytes/slice";
import { equals } from "../bytes/view";
import { hash32 } from "../bytes/hash";
import { sectionCount, sectionOffset, stringAt } from "../image/image";
import { HEADER, SIZE } from "../image/layout";

/** No header of interest. */
export const UNKNOWN: i32 = -1;

/** Values of interest in one request; more make it invalid. */
const CAPACITY: i32 = 512;

/**
 * The request's values of those headers that the image tests. A header's id is its slot in the image's
 * table of names; its values form a list in the order sent. Emptied by counting up an epoch.
 */
@final
export class HeaderValues {
  private epoch: u32 = 1;
  private stamps: StaticArray<u32>;
  private heads: StaticArray<i32>;
  private tails: StaticArray<i32>;
  private values: StaticArray<Slice> = new StaticArray<Slice>(CAPACITY);
  private nexts: StaticArray<i32> = new StaticArray<i32>(CAPACITY);
  private used: i32 = 0;
  private mask: u32;

  constructor(private image: usize) {
    const names = i32(sectionCount(image, HEADER.HEADER_NAMES));
    this.mask = names - 1;
    this.stamps = new StaticArray<u32>(names);
    this.heads = new StaticArray<i32>(names);
    this.tails = new StaticArray<i32>(names);
  }

  clear(): void {
    this.used = 0;
    if (++this.epoch == 0) {
      this.stamps.fill(0);
      this.epoch = 1;
    }
  }

  /** The id of a header name (lower case), or `UNKNOWN`. Most names fall at the first test, by their length. */
  idOf(name: Slice): i32 {
    const image = this.image;
    const length = lengthOf(name);
    if (((load<u64>(image, HEADER.NAME_LENGTHS) >> (length & 63)) & 1) == 0) return UNKNOWN;
    const names = image + sectionOffset(image, HEADER.HEADER_NAMES);
    let slot = hash32(addressOf(name), length, 0) & this.mask;
    for (let probes: u32 = 0; probes <= this.mask; probes++) {
      const reference = load<u32>(names + slot * SIZE.HEADER_NAME);
      if (reference == 0) return UNKNOWN;
      if (equals(stringAt(image, reference), name)) return slot;
      slot = (slot + 1) & this.mask;
    }
    return UNKNOWN;
  }

  /** Appends a value; false when there is no room. */
  add(id: i32, value: Slice): bool {
    const index = this.used;
    if (index >= CAPACITY) return false;
    this.used = index + 1;
    unchecked((this.values[index] = value));
    unchecked((this.nexts[index] = -1));
    if (unchecked(this.stamps[id]) == this.epoch) {
      unchecked((this.nexts[unchecked(this.tails[id])] = index));
    } else {
      unchecked((this.stamps[id] = this.epoch));
      unchecked((this.heads[id] = index));
    }
    unchecked((this.tails[id] = index));
    return true;
  }

  /** Index of the first value of a header, or -1. */
  @inline
  first(id: u32): i32 {
    return unchecked(this.stamps[id]) == this.epoch ? unchecked(this.heads[id]) : -1;
  }

  /** Index of the next value of the same header, or -1. */
  @inline
  next(index: i32): i32 {
    return unchecked(this.nexts[index]);
  }


  @inline
  value(index: i32): Slice {
    return unchecked(this.values[index]);
  }

  /** Whether all values of a header that is there are the same. */
  agree(first: i32): bool {
    const value = this.value(first);
    for (let index = this.next(first); index >= 0; index = this.next(index)) {
      if (!equals(this.value(index), value)) return false;
    }
    return true;
  }
}
