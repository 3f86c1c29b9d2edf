/**
 * A regular expression as Thompson's nondeterministic program
 * (https://swtch.com/~rsc/regexp/regexp2.html): steps that read a character, branch, or look at what stands
 * around the place they are at. A pattern fits when any way through the program comes to `match`.
 */
export interface Program {
  /** Index of the first instruction. */
  readonly start: number;
  readonly instructions: readonly Instruction[];
}

export type Instruction =
  | { readonly op: "character"; readonly ranges: Ranges; readonly next: number }
  | { readonly op: "branch"; readonly next: number; readonly other: number }
  /** `assertions`: bits of ASSERTION, which must all hold here. */
  | { readonly op: "assert"; readonly assertions: number; readonly next: number }
  | { readonly op: "skip"; readonly next: number }
  | { readonly op: "match" }
  | { readonly op: "fail" };

/** Code points as inclusive ranges, ascending and apart: from, to, from, to … */
export type Ranges = readonly number[];

/** What can be asked of a place between two characters. Word characters are ASCII's, as RE2 has it. */
export const ASSERTION = {
  LINE_START: 1,
  LINE_END: 2,
  TEXT_START: 4,
  TEXT_END: 8,
  WORD_BOUNDARY: 16,
  NO_WORD_BOUNDARY: 32,
} as const;
