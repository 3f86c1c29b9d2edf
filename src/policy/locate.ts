import type { Place } from "../diagnostics/place.js";
import type { Source } from "./source.js";
import type { Span, Written } from "./written.js";

/** The keys and indices that lead to a value. */
export type ValuePath = readonly PropertyKey[];

/** Finds where the values and keys of one document stand in its file. */
export class Locator {
  constructor(
    private readonly source: Source,
    private readonly root: Written,
  ) {}

  /** A value; when it is not there, the nearest one around it. A key that has it, when the value is empty. */
  value(path: ValuePath): Place {
    const written = this.find(path);
    if (written !== undefined && written.to > written.from) return this.place(written);
    return path.length === 0 ? this.place(this.root) : this.key(path);
  }

  /** A key; when it is not there, the key or value around it. */
  key(path: ValuePath): Place {
    if (path.length === 0) return this.value(path);
    const parent = path.slice(0, -1);
    const name = String(path.at(-1));
    const key = this.find(parent)?.keys?.find((one) => one.name === name);
    return key === undefined ? this.around(parent) : this.place(key);
  }

  /** A mapping by its key, which says more than all of its text; else by its first line. */
  private around(path: ValuePath): Place {
    return typeof path.at(-1) === "string" ? this.key(path) : this.value(path);
  }

  private find(path: ValuePath): Written | undefined {
    let written: Written | undefined = this.root;
    for (const step of path) {
      written = written?.items?.[indexOf(step, written)];
    }
    return written;
  }

  private place({ from, to }: Span): Place {
    return this.source.place(from, to);
  }
}

/** Where a key or index is among the items. */
function indexOf(step: PropertyKey, { keys }: Written): number {
  return keys === undefined ? Number(step) : keys.findIndex(({ name }) => name === step);
}
