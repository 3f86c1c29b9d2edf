/** Which assertions hold at a place, by what stands on its two sides. */
import { ASSERTION } from "./program.js";

/** `EDGE`: the text begins or ends. */
export const SIDE = { OTHER: 0, WORD: 1, NEWLINE: 2, EDGE: 3 } as const;

export type Side = (typeof SIDE)[keyof typeof SIDE];

const NEWLINE = 0x0a;

/** Assertions that may yet come to hold when it is known what follows. */
export const LOOKING_AHEAD =
  ASSERTION.LINE_END | ASSERTION.TEXT_END | ASSERTION.WORD_BOUNDARY | ASSERTION.NO_WORD_BOUNDARY;

export function sideOf(byte: number): Side {
  if (byte === NEWLINE) return SIDE.NEWLINE;
  return /\w/.test(String.fromCharCode(byte)) ? SIDE.WORD : SIDE.OTHER;
}

/** The assertions that hold after `before`, whatever follows. */
export function heldAfter(before: Side): number {
  if (before === SIDE.EDGE) return ASSERTION.TEXT_START | ASSERTION.LINE_START;
  return before === SIDE.NEWLINE ? ASSERTION.LINE_START : 0;
}

/** All assertions that hold between two sides. */
export function heldBetween(before: Side, after: Side): number {
  const isBoundary = (before === SIDE.WORD) !== (after === SIDE.WORD);
  const boundary = isBoundary ? ASSERTION.WORD_BOUNDARY : ASSERTION.NO_WORD_BOUNDARY;
  return heldAfter(before) | heldBefore(after) | boundary;
}

function heldBefore(after: Side): number {
  if (after === SIDE.EDGE) return ASSERTION.TEXT_END | ASSERTION.LINE_END;
  return after === SIDE.NEWLINE ? ASSERTION.LINE_END : 0;
}
