/**
 * A deterministic automaton over bytes that says whether any part of a text fits a pattern. It reads each byte
 * once; nothing a text holds makes it slower.
 */
export interface Dfa {
  /** The state before the first byte. */
  readonly start: number;
  /** Which bytes are treated alike: the class of each of the 256. */
  readonly classes: Uint8Array;
  readonly classCount: number;
  /** Row after row, one for each state: the next state for each class. The rows of `REFUSED` and `ACCEPTED` lead to themselves. */
  readonly next: Int32Array;
  /** 1 for each state in which a text fits if it ends here. */
  readonly fitsAtEnd: Uint8Array;
}

/** Nothing that follows can make the text fit. */
export const REFUSED = 0;

/** A part of the text fits, whatever follows. */
export const ACCEPTED = 1;

export function stateCount(dfa: Dfa): number {
  return dfa.fitsAtEnd.length;
}

/** The state after `state` for a class of bytes. */
export function follow(dfa: Dfa, state: number, byteClass: number): number {
  return dfa.next[state * dfa.classCount + byteClass] ?? REFUSED;
}

/** Whether any part of a text fits: what assembly/engine/regex.ts does, obviously. */
export function matchDfa(dfa: Dfa, text: Uint8Array): boolean {
  let state = dfa.start;
  for (const byte of text) state = follow(dfa, state, dfa.classes[byte] ?? 0);
  return dfa.fitsAtEnd[state] === 1;
}
