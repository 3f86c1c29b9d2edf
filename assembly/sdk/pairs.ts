import { allocate } from "../abi/arena";
import { Slice, addressOf, isPresent, lengthOf, slice } from "../bytes/slice";

/** Most headers one list may have. */
const CAPACITY: i32 = 32;

/**
 * A header list on its way to the host, in the form that `HeaderView.read` draws. Reusable:
 *
 *   list.clear(); list.add(NAME, value); reply(403, DETAILS, list.finish(), BODY);
 */
@final
export class PairList {
  private items: StaticArray<Slice> = new StaticArray<Slice>(2 * CAPACITY);
  private count: i32 = 0;
  private size: i32 = 4;

  clear(): void {
    this.count = 0;
    this.size = 4;
  }

  /** False, and nothing added, when the list is full, or name or value is not there. */
  add(name: Slice, value: Slice): bool {
    const count = this.count;
    if (count >= CAPACITY || !isPresent(name) || !isPresent(value)) return false;
    unchecked((this.items[2 * count] = name));
    unchecked((this.items[2 * count + 1] = value));
    this.size += 8 + lengthOf(name) + lengthOf(value) + 2;
    this.count = count + 1;
    return true;
  }

  /** The encoded list, in the arena. */
  finish(): Slice {
    const address = allocate(this.size);
    store<u32>(address, this.count);
    let data = address + 4 + 8 * this.count;
    for (let i = 0; i < 2 * this.count; i++) {
      const bytes = unchecked(this.items[i]);
      store<u32>(address + 4 + 4 * i, lengthOf(bytes));
      memory.copy(data, addressOf(bytes), lengthOf(bytes));
      store<u8>(data + lengthOf(bytes), 0);
      data += lengthOf(bytes) + 1;
    }
    return slice(address, this.size);
  }
}
