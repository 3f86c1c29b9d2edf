import type { Test } from "../ir/model.js";
import type { Budget } from "./budget.js";
import { filingOf } from "./relation/relate.js";

/**
 * Finds what is filed under the tests that may contain another one: tuple space search, as the image's index
 * does it. Tests of the same shape differ by a key, which is looked up.
 */
export class TestIndex<T> {
  private readonly shapes = new Map<string, Files<T>>();

  add(test: Test, item: T): void {
    const { shape, keys, keyOf } = filingOf(test);
    const files = this.shapes.get(shape) ?? { keyOf, items: new Map() };
    this.shapes.set(shape, files);
    for (const key of keys) {
      const beside = files.items.get(key);
      if (beside === undefined) files.items.set(key, [item]);
      else beside.push(item);
    }
  }

  *around(test: Test, budget: Budget): Generator<T> {
    for (const { keyOf, items } of this.shapes.values()) {
      const key = budget.spend(1) ? keyOf(test) : undefined;
      if (key !== undefined) yield* items.get(key) ?? [];
    }
  }
}

/** All of one shape, by their keys. */
interface Files<T> {
  readonly keyOf: (narrow: Test) => string | undefined;
  readonly items: Map<string, T[]>;
}
