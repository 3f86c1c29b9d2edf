/** What a pattern's program means, obviously: every way through it, character by character, is tried from everywhere. */
import { ASSERTION, type Program, type Ranges } from "../../src/regex/program.js";

/** Whether any part of a text, which need not be UTF-8, fits. */
export function fits({ start, instructions }: Program, text: Buffer): boolean {
  const seen = new Set<string>();
  const pending = Array.from({ length: text.length + 1 }, (_, at) => ({ place: start, at }));
  for (let way = pending.pop(); way !== undefined; way = pending.pop()) {
    const { place, at } = way;
    const key = `${place} ${at}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const instruction = instructions[place];
    switch (instruction?.op) {
      case "match":
        return true;
      case "branch":
        pending.push({ place: instruction.other, at }, { place: instruction.next, at });
        break;
      case "skip":
        pending.push({ place: instruction.next, at });
        break;
      case "assert":
        if (hold(instruction.assertions, text, at)) pending.push({ place: instruction.next, at });
        break;
      case "character": {
        const length = readCharacter(text, at, instruction.ranges);
        if (length > 0) pending.push({ place: instruction.next, at: at + length });
      }
    }
  }
  return false;
}

/** Bytes of the character of a class that is at an offset; 0 if there is none. */
function readCharacter(text: Buffer, at: number, ranges: Ranges): number {
  for (let length = 1; length <= 4; length++) {
    const bytes = text.subarray(at, at + length);
    const [character = ""] = bytes.toString();
    if (!Buffer.from(character).equals(bytes)) continue;
    const codePoint = character.codePointAt(0) ?? -1;
    const index = ranges.findIndex(
      (from, i) => i % 2 === 0 && from <= codePoint && codePoint <= (ranges[i + 1] ?? 0),
    );
    return index < 0 ? 0 : length;
  }
  return 0;
}

function hold(assertions: number, text: Buffer, at: number): boolean {
  const isWord = (byte: number | undefined) => byte !== undefined && /\w/.test(String.fromCharCode(byte));
  const isBoundary = isWord(text[at - 1]) !== isWord(text[at]);
  const held: readonly (readonly [assertion: number, holds: boolean])[] = [
    [ASSERTION.TEXT_START, at === 0],
    [ASSERTION.TEXT_END, at === text.length],
    [ASSERTION.LINE_START, at === 0 || text[at - 1] === 0x0a],
    [ASSERTION.LINE_END, at === text.length || text[at] === 0x0a],
    [ASSERTION.WORD_BOUNDARY, isBoundary],
    [ASSERTION.NO_WORD_BOUNDARY, !isBoundary],
  ];
  return held.every(([assertion, holds]) => (assertions & assertion) === 0 || holds);
}
