import { REGEX } from "../image/layout.js";
import { ACCEPTED, type Dfa, follow, stateCount } from "./dfa.js";

/** An automaton as the image holds it (src/image/regex.ts). It works at any address that is a multiple of 4. */
export function encodeDfa(dfa: Dfa): Uint8Array {
  const bytes = new Uint8Array(encodedSize(dfa));
  const view = new DataView(bytes.buffer);
  view.setUint32(REGEX.SIZE, bytes.length, true);
  view.setUint16(REGEX.START, reference(dfa, dfa.start), true);
  view.setUint16(REGEX.CLASS_COUNT, dfa.classCount, true);
  bytes.set(
    dfa.classes.map((byteClass) => byteClass + 1),
    REGEX.CLASSES,
  );
  for (let state = ACCEPTED + 1; state < stateCount(dfa); state++) {
    const row = 4 * reference(dfa, state);
    view.setUint16(row, dfa.fitsAtEnd[state] ?? 0, true);
    for (let byteClass = 0; byteClass < dfa.classCount; byteClass++) {
      view.setUint16(row + 2 + 2 * byteClass, reference(dfa, follow(dfa, state, byteClass)), true);
    }
  }
  return bytes;
}

/** Bytes that an automaton takes. */
export function encodedSize(dfa: Dfa): number {
  return REGEX.ROWS + (stateCount(dfa) - 2) * rowSize(dfa);
}

/** A state as others name it: where its row is, in words; `REFUSED` and `ACCEPTED` have none and stand for themselves. */
function reference(dfa: Dfa, state: number): number {
  return state <= ACCEPTED ? state : (REGEX.ROWS + (state - 2) * rowSize(dfa)) / 4;
}

/** What it is at the end of the text, and a state for each class, filled up to whole words. */
function rowSize(dfa: Dfa): number {
  return 4 * Math.ceil((1 + dfa.classCount) / 2);
}
