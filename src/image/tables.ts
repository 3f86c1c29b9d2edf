/** Shapes → the hash tables that find their candidates. */
import { LAST_CANDIDATE, NONE } from "./layout.js";
import type { Shape } from "./plan.js";

/** Taken slots of a table, at most: a probe then ends after a few steps. */
const MAX_LOAD = 0.75;

/** Slots of a table for this many keys, at least one of them empty. */
export function tableSize(keys: number): number {
  return Math.floor(keys / MAX_LOAD) + 1;
}

/** Where the probes for a key begin: its share of 2^32, taken of the slots. */
function firstSlot(key: number, size: number): number {
  return Math.floor((key * size) / 2 ** 32);
}

/** Number of candidates of a shape. */
export function candidateCount(shape: Shape): number {
  let count = 0;
  for (const rules of shape.slots.values()) count += rules.length;
  return count;
}

/** One shape's table: `key, first candidate` for each slot, and its candidates from `firstCandidate` on. */
export function buildTable(
  shape: Shape,
  firstCandidate: number,
): { slots: Uint32Array; candidates: Uint32Array } {
  const size = tableSize(shape.slots.size);
  const slots = new Uint32Array(size * 2);
  for (let slot = 0; slot < size; slot++) slots[slot * 2 + 1] = NONE;
  const candidates = new Uint32Array(candidateCount(shape));
  let next = 0;
  for (const [key, rules] of shape.slots) {
    let slot = firstSlot(key, size);
    while (slots[slot * 2 + 1] !== NONE) slot = (slot + 1) % size;
    slots[slot * 2] = key;
    slots[slot * 2 + 1] = firstCandidate + next;
    for (const rule of rules) candidates[next++] = rule;
    candidates[next - 1] = ((candidates[next - 1] ?? 0) | LAST_CANDIDATE) >>> 0;
  }
  return { slots, candidates };
}
