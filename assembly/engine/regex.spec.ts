import { EMPTY, literal } from "../bytes/slice";
import { REGEX, REGEX_STATE } from "../image/layout";
import { matchesRegex } from "./regex";

// More automata, and the comparison with src/regex: tests/differential/regex.test.ts.

const FIRST: u16 = 66;
const SECOND: u16 = 68;

/** `^a.*b$` over three classes of bytes: others, `a`, `b`; both states' rows take two words. */
function anchored(): usize {
  const regex = heap.alloc(288);
  memory.fill(regex, 0, 288);
  memory.fill(regex + REGEX.CLASSES, 1, 256);
  store<u8>(regex + 0x61, 2, REGEX.CLASSES);
  store<u8>(regex + 0x62, 3, REGEX.CLASSES);
  store<u16>(regex, FIRST, REGEX.START);
  const refused = <u16>REGEX_STATE.REFUSED;
  storeRow(regex, FIRST, 0, refused, SECOND, refused);
  storeRow(regex, SECOND, 0, SECOND, SECOND, SECOND + 2);
  storeRow(regex, SECOND + 2, 1, SECOND, SECOND, SECOND + 2);
  return regex;
}

function storeRow(regex: usize, state: u16, end: u16, other: u16, a: u16, b: u16): void {
  const row = regex + ((<usize>state) << 2);
  store<u16>(row, end);
  store<u16>(row, other, 2);
  store<u16>(row, a, 4);
  store<u16>(row, b, 6);
}

function matches(regex: usize, text: string): bool {
  return matchesRegex(regex, literal(text));
}

describe("matchesRegex", () => {
  it("follows the bytes and then looks whether the text may end", () => {
    const regex = anchored();
    expect(matches(regex, "ab")).toBe(true);
    expect(matches(regex, "aébxb")).toBe(true);
    expect(matches(regex, "a")).toBe(false);
    expect(matches(regex, "abx")).toBe(false);
  });

  it("ends in a state without a row, whatever follows", () => {
    const regex = anchored();
    expect(matches(regex, "xab")).toBe(false);
    storeRow(regex, SECOND, 0, <u16>REGEX_STATE.FITS, SECOND, SECOND);
    expect(matches(regex, "ax")).toBe(true);
    expect(matches(regex, "axyz")).toBe(true);
  });

  it("reads no text that is empty, and needs none when the start has no row", () => {
    const regex = anchored();
    expect(matchesRegex(regex, EMPTY)).toBe(false);
    storeRow(regex, FIRST, 1, 0, 0, 0);
    expect(matchesRegex(regex, EMPTY)).toBe(true);
    store<u16>(regex, <u16>REGEX_STATE.FITS, REGEX.START);
    expect(matches(regex, "x")).toBe(true);
    store<u16>(regex, <u16>REGEX_STATE.REFUSED, REGEX.START);
    expect(matches(regex, "ab")).toBe(false);
  });
});
