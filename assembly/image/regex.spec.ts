import { MAX_REGEX, REGEX } from "./layout";
import { isRegex } from "./regex";

const SIZE: u32 = 280;
const SECOND_ROW: u32 = 272;

/** Two states, two classes of bytes: each row ends with two bytes of zero. */
function build(): usize {
  const regex = heap.alloc(SIZE + 8);
  memory.fill(regex, 0, SIZE + 8);
  memory.fill(regex + REGEX.CLASSES, 1, 256);
  store<u8>(regex + 0x61, 2, REGEX.CLASSES);
  store<u32>(regex, SIZE, REGEX.SIZE);
  store<u16>(regex, 66, REGEX.START);
  store<u16>(regex, 2, REGEX.CLASS_COUNT);
  storeRow(regex + REGEX.ROWS, 0, 66, 68);
  storeRow(regex + SECOND_ROW, 1, 0, 1);
  return regex;
}

function storeRow(row: usize, end: u16, other: u16, a: u16): void {
  store<u16>(row, end);
  store<u16>(row, other, 2);
  store<u16>(row, a, 4);
}

/** Whether it still is one after 16 bits have been changed. */
function isRegexWith(at: u32, value: u16): bool {
  const regex = build();
  store<u16>(regex + at, value);
  return isRegex(regex, SIZE);
}

describe("isRegex", () => {
  it("takes one that fills its room, or leaves some", () => {
    expect(isRegex(build(), SIZE)).toBe(true);
    expect(isRegex(build(), SIZE + 8)).toBe(true);
  });

  it("refuses one that ends outside of its room", () => {
    for (let room: u32 = 0; room < SIZE; room++) expect(isRegex(build(), room)).toBe(false, room.toString());
  });

  it("refuses a size that is not that of the rows it names", () => {
    for (let size: u16 = 0; size < SIZE; size++) {
      expect(isRegexWith(REGEX.SIZE, size)).toBe(false, size.toString());
    }
  });

  it("refuses a size that states cannot reach", () => {
    const regex = heap.alloc(MAX_REGEX + 8);
    memory.copy(regex, build(), SIZE);
    memory.fill(regex + SIZE, 0, MAX_REGEX + 8 - SIZE);
    store<u32>(regex, MAX_REGEX, REGEX.SIZE);
    expect(isRegex(regex, MAX_REGEX + 8)).toBe(true);
    store<u32>(regex, MAX_REGEX + 8, REGEX.SIZE);
    expect(isRegex(regex, MAX_REGEX + 8)).toBe(false);
  });

  it("refuses a number of classes other than that of its bytes and rows", () => {
    expect(isRegexWith(REGEX.CLASS_COUNT, 0)).toBe(false);
    expect(isRegexWith(REGEX.CLASS_COUNT, 1)).toBe(false);
    expect(isRegexWith(REGEX.CLASS_COUNT, 3)).toBe(true);
    expect(isRegexWith(REGEX.CLASS_COUNT, 4)).toBe(false);
    expect(isRegexWith(REGEX.CLASS_COUNT, 256)).toBe(false);
    expect(isRegexWith(REGEX.CLASS_COUNT, 0xffff)).toBe(false);
  });

  it("refuses a byte without a class, or of one that is not there", () => {
    for (let byte: u32 = 0; byte < 256; byte += 2) {
      expect(isRegexWith(REGEX.CLASSES + byte, 0x0201)).toBe(true);
      expect(isRegexWith(REGEX.CLASSES + byte, 0x0200)).toBe(false, byte.toString());
      expect(isRegexWith(REGEX.CLASSES + byte, 0x0001)).toBe(false, byte.toString());
      expect(isRegexWith(REGEX.CLASSES + byte, 0x0103)).toBe(false, byte.toString());
      expect(isRegexWith(REGEX.CLASSES + byte, 0x0301)).toBe(false, byte.toString());
    }
  });

  it("refuses a state that is not the place of a row", () => {
    const places: u32[] = [REGEX.START, REGEX.ROWS + 2, REGEX.ROWS + 4, SECOND_ROW + 2, SECOND_ROW + 4];
    for (let i = 0; i < places.length; i++) {
      for (let state: u16 = 0; state < 128; state++) {
        const isPlace = state <= 1 || state == 66 || state == 68;
        expect(isRegexWith(places[i], state)).toBe(isPlace, `${places[i]}: ${state}`);
      }
      expect(isRegexWith(places[i], 0xffff)).toBe(false);
      expect(isRegexWith(places[i], 0x4042)).toBe(false, "66 when it is multiplied by 4 in 16 bits");
    }
  });

  it("refuses an end that is neither", () => {
    expect(isRegexWith(SECOND_ROW, 0)).toBe(true);
    expect(isRegexWith(SECOND_ROW, 2)).toBe(false);
    expect(isRegexWith(REGEX.ROWS, 66)).toBe(false);
  });

  it("refuses bits where nothing is", () => {
    expect(isRegexWith(REGEX.ROWS + 6, 1)).toBe(false);
    expect(isRegexWith(SECOND_ROW + 6, 0x8000)).toBe(false);
  });
});
