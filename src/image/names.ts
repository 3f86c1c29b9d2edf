import { hash32 } from "./hash.js";
import { ImageTooLargeError } from "./too-large.js";

/** A hash table of names, of headers or of query parameters; a name's id is its slot. */
export class NameTable {
  /** A power of two of slots, at most half of them taken; none without names. */
  readonly slots: readonly (string | undefined)[];
  /** One bit for each length (mod 64) that a name has. */
  readonly lengths: bigint;
  private readonly ids = new Map<string, number>();

  /**
   * `most`: bound on the slots.
   * @throws {ImageTooLargeError}
   */
  constructor(
    names: readonly string[],
    private readonly what: string,
    most: number,
  ) {
    const size = names.length === 0 ? 0 : 2 ** Math.ceil(Math.log2(names.length * 2));
    if (size > most) throw new ImageTooLargeError(`${names.length} ${what} names`, most / 2);
    const slots = new Array<string | undefined>(size).fill(undefined);
    let lengths = 0n;
    for (const name of names) {
      const bytes = new TextEncoder().encode(name);
      let slot = hash32(bytes, 0) & (size - 1);
      while (slots[slot] !== undefined) slot = (slot + 1) & (size - 1);
      slots[slot] = name;
      this.ids.set(name, slot);
      lengths |= 1n << BigInt(bytes.length & 63);
    }
    this.slots = slots;
    this.lengths = lengths;
  }

  /** The slot of a name that the table was made with. */
  idOf(name: string): number {
    const id = this.ids.get(name);
    if (id === undefined) throw new Error(`${this.what} \`${name}\` is missing from the plan's names`);
    return id;
  }
}
