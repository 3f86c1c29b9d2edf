import { hash32 } from "../bytes/hash";
import { MAX } from "../image/layout";

/** The segments of a path, counted, and the first of them hashed for the index. */
@final
export class Segments {
  ready: bool = false;
  /** All of them; `/a/` has two, the second empty. */
  count: u32 = 0;
  private hashes: StaticArray<u32> = new StaticArray<u32>(MAX.SEGMENTS);

  clear(): void {
    this.ready = false;
  }

  /** `path` begins with a slash. */
  split(path: usize, length: i32): void {
    const end = path + length;
    let count: u32 = 0;
    let start = path + 1;
    for (let at = start; at <= end; at++) {
      if (at != end && load<u8>(at) != 0x2f) continue;
      if (count < MAX.SEGMENTS) unchecked((this.hashes[count] = hash32(start, i32(at - start), 0)));
      count++;
      start = at + 1;
    }
    this.count = count;
    this.ready = true;
  }

  /** Hash of a segment below `MAX.SEGMENTS`. */
  @inline
  hash(index: u32): u32 {
    return unchecked(this.hashes[index]);
  }
}
