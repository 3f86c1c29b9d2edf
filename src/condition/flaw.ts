import type { Code } from "../diagnostics/code.js";

/** A stretch of a condition's text: offsets in UTF-16 code units, the end exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What is wrong with a condition, and where in its text. */
export interface Flaw extends Span {
  readonly code: Code;
  readonly message: string;
  /** What to do about it. */
  readonly help?: string | undefined;
}
