import { expect, test } from "vitest";
import { mix32 } from "./hash.js";
import { LAST_CANDIDATE, NONE } from "./layout.js";
import type { Shape } from "./plan.js";
import { buildTable, tableSize } from "./tables.js";

function shapeOf(keys: number): Shape {
  const slots = new Map<number, number[]>();
  for (let i = 0; i < keys; i++) slots.set(mix32(0, i), [i, i + keys]);
  return { selectors: [0], slots };
}

/** As the module looks a key up (assembly/engine/evaluate.ts); `probes`: slots looked at. */
function lookUp(slots: Uint32Array, key: number): { first: number | undefined; probes: number } {
  const size = slots.length / 2;
  let at = Number((BigInt(key) * BigInt(size)) >> 32n);
  for (let probes = 1; probes <= size; probes++) {
    if (slots[at * 2 + 1] === NONE) return { first: undefined, probes };
    if (slots[at * 2] === key) return { first: slots[at * 2 + 1], probes };
    at = at + 1 === size ? 0 : at + 1;
  }
  return { first: undefined, probes: Number.POSITIVE_INFINITY };
}

test.each([1, 2, 3, 4, 7, 100, 1_000, 10_000])(
  "a table of %i keys finds each, and few probes tell that one is missing",
  (keys) => {
    const shape = shapeOf(keys);
    const { slots, candidates } = buildTable(shape, 5);
    for (const [key, [first, last]] of shape.slots) {
      const at = (lookUp(slots, key).first ?? Number.NaN) - 5;
      expect([candidates[at], candidates[at + 1]]).toEqual([first, ((last ?? 0) | LAST_CANDIDATE) >>> 0]);
    }
    const missing = Array.from({ length: 1_000 }, (_, index) => lookUp(slots, mix32(1, index)));
    expect(missing.filter(({ first }) => first !== undefined)).toEqual([]);
    expect(missing.reduce((sum, { probes }) => sum + probes, 0) / missing.length).toBeLessThan(16);
  },
);

test.each([1, 100, 100_000, 131_072, 131_073])("%i keys take at most 4/3 as many slots, and one", (keys) => {
  expect(tableSize(keys)).toBeGreaterThan(keys);
  expect(tableSize(keys)).toBeLessThanOrEqual((keys * 4) / 3 + 1);
});
