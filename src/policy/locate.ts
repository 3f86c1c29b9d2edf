import type { Place } from "../diagnostics/place.js";
import { align } from "./align.js";
import type { Outline } from "./outline.js";
import type { Source } from "./source.js";

/** The keys and indices that lead to a value. */
export type ValuePath = readonly PropertyKey[];

/** Finds where the values and keys of one document stand in its file. */
export class Locator {
  /** `root`: the node of the document's value. */
  constructor(
    private readonly source: Source,
    private readonly outline: Outline,
    private readonly root: number,
  ) {}

  /** A value; when it is not there, the nearest one around it. A key that has it, when the value is empty. */
  value(path: ValuePath): Place {
    const node = this.find(path);
    if (node !== undefined && !this.isEmpty(node)) return this.place(node);
    return path.length === 0 ? this.place(this.root) : this.key(path);
  }

  /** Parts of a value that is text, by offsets into it; all of it where escapes keep its parts from being found. */
  partsOf(path: ValuePath, value: string): (from: number, to: number) => Place {
    const node = this.find(path);
    const { source, outline } = this;
    const offsets = node === undefined ? undefined : align(value, source.text, outline.span(node).from);
    if (offsets === undefined) return () => this.value(path);
    return (from, to) => source.place(offsets(from), to > from ? offsets(to - 1) + 1 : offsets(from));
  }

  /** A key; when it is not there, the key or value around it. */
  key(path: ValuePath): Place {
    if (path.length === 0) return this.value(path);
    const around = path.slice(0, -1);
    const parent = this.find(around);
    const key = parent === undefined ? undefined : this.outline.keyOf(parent, String(path.at(-1)));
    return key === undefined ? this.around(around) : this.place(key);
  }

  /** A mapping by its key, which says more than all of its text; else by its first line. */
  private around(path: ValuePath): Place {
    return typeof path.at(-1) === "string" ? this.key(path) : this.value(path);
  }

  private find(path: ValuePath): number | undefined {
    let node: number | undefined = this.root;
    for (const step of path) {
      node = this.outline.child(node, step);
      if (node === undefined) return undefined;
    }
    return node;
  }

  private isEmpty(node: number): boolean {
    const { from, to } = this.outline.span(node);
    return to <= from;
  }

  private place(node: number): Place {
    const { from, to } = this.outline.span(node);
    return this.source.place(from, to);
  }
}
