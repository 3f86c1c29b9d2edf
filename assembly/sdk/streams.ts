import { Http, Root } from "./context";

/** Slots at the start; doubled whenever half of them are taken. */
const INITIAL: i32 = 64;

/** An HTTP stream and the root that it runs on. */
@final
export class Streams {
  private ids: StaticArray<u32> = new StaticArray<u32>(INITIAL);
  private https: StaticArray<Http | null> = new StaticArray<Http | null>(INITIAL);
  private roots: StaticArray<Root | null> = new StaticArray<Root | null>(INITIAL);
  private mask: u32 = INITIAL - 1;
  private count: i32 = 0;

  /** Open addressing with linear probing; ids count up, so neighbours in time are neighbours in the table. */
  private slotOf(id: u32): u32 {
    let slot = id & this.mask;
    while (true) {
      const found = unchecked(this.ids[slot]);
      if (found == id || found == 0) return slot;
      slot = (slot + 1) & this.mask;
    }
  }

  add(id: u32, http: Http, root: Root): void {
    if (this.count * 2 >= this.ids.length) this.grow();
    const slot = this.slotOf(id);
    unchecked((this.ids[slot] = id));
    unchecked((this.https[slot] = http));
    unchecked((this.roots[slot] = root));
    this.count++;
  }

  http(id: u32): Http | null {
    return unchecked(this.https[this.slotOf(id)]);
  }

  root(id: u32): Root | null {
    return unchecked(this.roots[this.slotOf(id)]);
  }

  /** Forgets a stream and moves up what probed past it. */
  remove(id: u32): void {
    const mask = this.mask;
    let hole = this.slotOf(id);
    if (unchecked(this.ids[hole]) == 0) return;
    this.count--;
    let slot = hole;
    while (true) {
      slot = (slot + 1) & mask;
      const found = unchecked(this.ids[slot]);
      if (found == 0) break;
      if (((slot - (found & mask)) & mask) < ((slot - hole) & mask)) continue;
      this.move(slot, hole);
      hole = slot;
    }
    this.clear(hole);
  }

  private move(from: u32, to: u32): void {
    unchecked((this.ids[to] = this.ids[from]));
    unchecked((this.https[to] = this.https[from]));
    unchecked((this.roots[to] = this.roots[from]));
  }

  private clear(slot: u32): void {
    unchecked((this.ids[slot] = 0));
    unchecked((this.https[slot] = null));
    unchecked((this.roots[slot] = null));
  }

  private grow(): void {
    const ids = this.ids;
    const https = this.https;
    const roots = this.roots;
    const size = ids.length * 2;
    this.ids = new StaticArray<u32>(size);
    this.https = new StaticArray<Http | null>(size);
    this.roots = new StaticArray<Root | null>(size);
    this.mask = size - 1;
    this.count = 0;
    for (let i = 0; i < ids.length; i++) {
      const http = unchecked(https[i]);
      const root = unchecked(roots[i]);
      if (http && root) this.add(unchecked(ids[i]), http, root);
    }
  }
}
