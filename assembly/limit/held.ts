import { EMPTY, Slice, addressOf, lengthOf, slice } from "../sdk/index";
import { Limit } from "./limit";
import { MAX_KEY, serviceKey } from "./mesh/service";

/** What a request still owes its limits, and what it may tell its caller of them. */
@final
export class Held {
  count: i32 = 0;
  private limits: StaticArray<u32>;
  private tags: StaticArray<u64>;
  private numbers: StaticArray<usize>;
  private remaining: StaticArray<u32>;
  private fullAt: StaticArray<u64>;
  private keyLengths: StaticArray<i32>;
  private keys: usize;

  /** `room`: how many limits of the image have business with the rest of a request. */
  constructor(room: i32) {
    this.limits = new StaticArray<u32>(room);
    this.tags = new StaticArray<u64>(room);
    this.numbers = new StaticArray<usize>(room);
    this.remaining = new StaticArray<u32>(room);
    this.fullAt = new StaticArray<u64>(room);
    this.keyLengths = new StaticArray<i32>(room);
    this.keys = heap.alloc(usize(room) * MAX_KEY);
  }

  /** Remembers a limit that admitted the request; `index`: its place in the image. */
  add(index: u32, limit: Limit, fullAt: u64): void {
    const at = this.count++;
    this.limits[at] = index;
    this.tags[at] = limit.tag;
    this.numbers[at] = limit.numbers;
    this.remaining[at] = limit.remaining;
    this.fullAt[at] = fullAt;
    this.keepKey(at, limit.isMesh && limit.isPaidLater ? serviceKey(limit.key) : EMPTY);
  }

  limit(at: i32): u32 {
    return this.limits[at];
  }

  /** Makes a limit what it was for the request. */
  restore(at: i32, limit: Limit): void {
    limit.restore(this.tags[at], this.numbers[at], slice(this.keyAt(at), this.keyLengths[at]));
    limit.remaining = this.remaining[at];
  }

  private keepKey(at: i32, key: Slice): void {
    this.keyLengths[at] = lengthOf(key);
    memory.copy(this.keyAt(at), addressOf(key), lengthOf(key));
  }

  private keyAt(at: i32): usize {
    return this.keys + usize(at) * MAX_KEY;
  }

  /** When the bucket will be full again, had nobody else come. */
  fullAtOf(at: i32): u64 {
    return this.fullAt[at];
  }
}
