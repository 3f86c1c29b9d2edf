/**
 * Character classes as automata over UTF-8 bytes (Unicode §3.9, table 3-7: no overlong form, no surrogate,
 * nothing above U+10FFFF). A node says where each byte leads: to the next byte's node, to the character's end,
 * or nowhere. What classes have in common is stored once.
 */
import type { Ranges } from "./program.js";

/** The character is complete. */
export const COMPLETE = 0;

/** No character of the class goes on like this. */
export const NONE = -1;

/** Sequences by their first byte, with the code points they may spell and how many bytes follow. */
const FORMS = [
  { first: 0x00, last: 0x7f, from: 0, to: 0x7f, trailing: 0 },
  { first: 0xc0, last: 0xdf, from: 0x80, to: 0x7ff, trailing: 1 },
  { first: 0xe0, last: 0xef, from: 0x800, to: 0xffff, trailing: 2 },
  { first: 0xf0, last: 0xf7, from: 0x10000, to: 0x10ffff, trailing: 3 },
] as const;

export class Utf8Nodes {
  /** For each node the node that each byte leads to; node 0 is `COMPLETE` and has no way on. */
  readonly rows: Int32Array[] = [new Int32Array(256).fill(NONE)];
  private readonly numbers = new Map<string, number>();
  private readonly classes = new Map<string, number>();
  /** Nodes that take every sequence of so many trailing bytes. */
  private readonly anything = new Map<number, number>();

  /** The node before the first byte of a class. */
  add(ranges: Ranges): number {
    const key = ranges.join();
    const node = this.classes.get(key) ?? this.spell(ranges);
    this.classes.set(key, node);
    return node;
  }

  private spell(ranges: Ranges): number {
    const scalars = [...clip(ranges, 0, 0xd7ff), ...clip(ranges, 0xe000, 0x10ffff)];
    const row = new Int32Array(256).fill(NONE);
    for (const { first, last, from, to, trailing } of FORMS) {
      const spelt = clip(scalars, from, to);
      for (let byte = first; byte <= last; byte++) {
        row[byte] = this.trail(spelt, (byte - first) * 64 ** trailing, trailing);
      }
    }
    return this.number(row);
  }

  /** The node before the last `trailing` bytes of those code points that begin with the bits of `base`. */
  private trail(ranges: Ranges, base: number, trailing: number): number {
    const size = 64 ** trailing;
    const inside = clip(ranges, base, base + size - 1);
    if (inside.length === 0) return NONE;
    if (trailing === 0) return COMPLETE;
    const isWhole = inside[0] === base && inside[1] === base + size - 1;
    const known = isWhole ? this.anything.get(trailing) : undefined;
    if (known !== undefined) return known;
    const row = new Int32Array(256).fill(NONE);
    for (let bits = 0; bits < 64; bits++) {
      row[0x80 + bits] = this.trail(inside, base + (bits * size) / 64, trailing - 1);
    }
    const node = this.number(row);
    if (isWhole) this.anything.set(trailing, node);
    return node;
  }

  private number(row: Int32Array): number {
    const key = row.join();
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.rows.length);
    return this.rows.push(row) - 1;
  }
}

/** The part of ranges that lies between two code points, these included. */
function clip(ranges: Ranges, from: number, to: number): number[] {
  const inside: number[] = [];
  for (let i = 0; i + 1 < ranges.length; i += 2) {
    const low = Math.max(ranges[i] ?? 0, from);
    const high = Math.min(ranges[i + 1] ?? 0, to);
    if (low <= high) inside.push(low, high);
  }
  return inside;
}
