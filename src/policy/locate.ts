import { type Document, isMap, isNode, isScalar, type LineCounter } from "yaml";
import type { Place } from "../diagnostics/place.js";
import { align } from "./align.js";

/** The keys and indices that lead to a value. */
export type ValuePath = readonly PropertyKey[];

/** Finds where the values and keys of one document stand in its file. */
export class Locator {
  constructor(
    private readonly file: string,
    private readonly text: string,
    private readonly lines: LineCounter,
    private readonly document: Document.Parsed,
  ) {}

  /** `from`, `to`: offsets into the file. */
  span(from: number, to: number): Place {
    const { line, col } = this.lines.linePos(from);
    return {
      file: this.file,
      line: Math.max(1, line),
      column: Math.max(1, col),
      length: Math.max(1, to - from),
    };
  }

  /** A value; when it is not there, the nearest one around it. A key that has it, when the value is empty. */
  value(path: ValuePath): Place {
    const node = this.document.getIn(path, true);
    if (isNode(node) && node.range && node.range[1] > node.range[0])
      return this.span(node.range[0], node.range[1]);
    if (path.length === 0) return this.span(this.document.range[0], this.document.range[0] + 1);
    return this.key(path);
  }

  /** Parts of a value that is text, by offsets into it; all of it where escapes keep its parts from being found. */
  partsOf(path: ValuePath, value: string): (from: number, to: number) => Place {
    const node = this.document.getIn(path, true);
    const offsets = isScalar(node) && node.range ? align(value, this.text, node.range[0]) : undefined;
    if (offsets === undefined) return () => this.value(path);
    return (from, to) => this.span(offsets(from), to > from ? offsets(to - 1) + 1 : offsets(from));
  }

  /** A key; when it is not there, the key or value around it. */
  key(path: ValuePath): Place {
    const parent = this.document.getIn(path.slice(0, -1), true);
    const keys = isMap(parent) ? parent.items.map((item) => item.key) : [];
    const key = keys.find((one) => isScalar(one) && String(one.value) === String(path.at(-1)));
    if (isScalar(key) && key.range) return this.span(key.range[0], key.range[1]);
    return path.length === 0 ? this.value(path) : this.around(path.slice(0, -1));
  }

  /** A mapping by its key, which says more than all of its text; else by its first line. */
  private around(path: ValuePath): Place {
    return typeof path.at(-1) === "string" ? this.key(path) : this.value(path);
  }
}
