import type { Place } from "../diagnostics/place.js";

/** A file as it was read. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A file that knows where its lines begin. */
export class Source {
  readonly text: string;
  private readonly path: string;
  private readonly lineStarts = [0];

  constructor({ path, text }: SourceFile) {
    this.path = path;
    this.text = text;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.lineStarts.push(at + 1);
  }

  /** `from`, `to`: offsets into the text. */
  place(from: number, to: number): Place {
    const line = this.lineOf(from);
    const column = from - (this.lineStarts[line] ?? 0) + 1;
    return { file: this.path, line: line + 1, column, length: Math.max(1, to - from) };
  }

  /** The last line that begins at or before an offset, counted from 0. */
  private lineOf(offset: number): number {
    let low = 0;
    let high = this.lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low;
  }
}
