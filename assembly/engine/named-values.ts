import { ABSENT, Slice, addressOf, lengthOf } from "../bytes/slice";
import { equals } from "../bytes/view";
import { hash32 } from "../bytes/hash";
import { sectionCount, sectionOffset, stringAt } from "../image/image";
import { SIZE } from "../image/layout";

/** No name of interest. */
export const UNKNOWN: i32 = -1;

/** Values of interest in one request. */
const CAPACITY: i32 = 512;

/**
 * A request's values of those names that the image looks at, names of headers or of query parameters. A
 * name's id is its slot in the image's table of names; its values form a list in the order sent. Emptied by
 * counting up an epoch.
 */
@final
export class NamedValues {
  /** Whether there was no room for a value. */
  isFull: bool = false;
  private epoch: u32 = 1;
  private stamps: StaticArray<u32>;
  private heads: StaticArray<i32>;
  private tails: StaticArray<i32>;
  private values: StaticArray<Slice> = new StaticArray<Slice>(CAPACITY);
  private nexts: StaticArray<i32> = new StaticArray<i32>(CAPACITY);
  private used: i32 = 0;
  private mask: u32;
  private names: usize;

  /** Where the image's header has the section of names, and the bits of their lengths. */
  constructor(
    private image: usize,
    section: u32,
    private lengths: u32,
  ) {
    const names = i32(sectionCount(image, section));
    this.names = image + sectionOffset(image, section);
    this.mask = names - 1;
    this.stamps = new StaticArray<u32>(names);
    this.heads = new StaticArray<i32>(names);
    this.tails = new StaticArray<i32>(names);
  }

  clear(): void {
    this.used = 0;
    this.isFull = false;
    if (++this.epoch == 0) {
      this.stamps.fill(0);
      this.epoch = 1;
    }
  }

  /** The id of a name, or `UNKNOWN`. Most names fall at the first test, by their length. */
  idOf(name: Slice): i32 {
    const image = this.image;
    const length = lengthOf(name);
    if (((load<u64>(image + this.lengths) >> (length & 63)) & 1) == 0) return UNKNOWN;
    let slot = hash32(addressOf(name), length, 0) & this.mask;
    for (let probes: u32 = 0; probes <= this.mask; probes++) {
      const reference = load<u32>(this.names + slot * SIZE.NAME);
      if (reference == 0) return UNKNOWN;
      if (equals(stringAt(image, reference), name)) return slot;
      slot = (slot + 1) & this.mask;
    }
    return UNKNOWN;
  }

  /** Appends a value; false when there is no room. */
  add(id: i32, value: Slice): bool {
    const index = this.used;
    if (index >= CAPACITY) {
      this.isFull = true;
      return false;
    }
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

  /** Index of the first value of a name, or -1. */
  @inline
  first(id: u32): i32 {
    return unchecked(this.stamps[id]) == this.epoch ? unchecked(this.heads[id]) : -1;
  }

  /** Index of the next value of the same name, or -1. */
  @inline
  next(index: i32): i32 {
    return unchecked(this.nexts[index]);
  }


  @inline
  value(index: i32): Slice {
    return unchecked(this.values[index]);
  }

  /** The one value of a name, however often it came; `ABSENT` when it did not come, when its values differ or not all are known. */
  single(id: u32): Slice {
    if (this.isFull) return ABSENT;
    const first = this.first(id);
    return first >= 0 && this.agree(first) ? this.value(first) : ABSENT;
  }

  /** Whether all values of a name that is there are the same. */
  agree(first: i32): bool {
    const value = this.value(first);
    for (let index = this.next(first); index >= 0; index = this.next(index)) {
      if (!equals(this.value(index), value)) return false;
    }
    return true;
  }
}
