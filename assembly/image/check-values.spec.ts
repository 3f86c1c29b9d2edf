import { placeSection } from "../testing/forge";
import { Bounds } from "./bounds";
import { areSoundValues } from "./check-values";
import { CONSTANT_ITEMS, HEADER, MAX, SIZE, TABLE, TAG, VALUE } from "./layout";

const VALUES: u32 = 1024;
const STRINGS: u32 = 2048;
const STRINGS_SIZE: u32 = 64;
const OPERANDS: u32 = 3072;
const OPERANDS_SIZE: u32 = 128;

/** Values, and what they refer to. */
const image = memory.data(4096, 16);

placeSection(image, HEADER.STRINGS, STRINGS, STRINGS_SIZE);
placeSection(image, HEADER.OPERANDS, OPERANDS, OPERANDS_SIZE);

/** Writes value number `index`; `depth` and `flags` are 0. */
function put(index: u32, tag: u32, low: u32, high: u32, detail: u32 = 0): void {
  const value = image + VALUES + index * SIZE.VALUE;
  store<u64>(value, tag);
  store<u32>(value, detail, VALUE.DETAIL);
  store<u32>(value, low, VALUE.PAYLOAD);
  store<u32>(value, high, VALUE.PAYLOAD + 4);
}

/** Writes a list or map of `count` items or entries that begin at value number `first`. */
function putCollection(index: u32, tag: u32, first: u32, count: u32, depth: u8 = 1, table: u32 = 0): void {
  put(index, tag, VALUES + first * SIZE.VALUE, count, table);
  const value = image + VALUES + index * SIZE.VALUE;
  store<u8>(value, depth, VALUE.DEPTH);
  store<u16>(value, u16(CONSTANT_ITEMS), VALUE.FLAGS);
}

function putInts(count: u32): void {
  for (let i: u32 = 0; i < count; i++) put(i, TAG.INT, i, 0);
}

/** Whether the first `count` values are sound. */
function areSound(count: u32): bool {
  placeSection(image, HEADER.VALUES, VALUES, count);
  return areSoundValues(new Bounds(image));
}

function isSound(tag: u32, low: u32, high: u32, detail: u32 = 0): bool {
  put(0, tag, low, high, detail);
  return areSound(1);
}

describe("a value", () => {
  it("has a tag, and may have any payload where every one means something", () => {
    const tags: StaticArray<u32> = [
      TAG.NULL,
      TAG.INT,
      TAG.UINT,
      TAG.DOUBLE,
      TAG.DURATION,
      TAG.TYPE,
      TAG.ERROR,
      TAG.NONE,
    ];
    for (let i = 0; i < tags.length; i++) expect(isSound(tags[i], 0xffffffff, 0xffffffff)).toBe(true, `${i}`);
    expect(isSound(TAG.NONE + 1, 0, 0)).toBe(false);
    expect(isSound(255, 0, 0)).toBe(false);
  });

  it("that is a boolean is 0 or 1", () => {
    expect(isSound(TAG.BOOL, 0, 0)).toBe(true);
    expect(isSound(TAG.BOOL, 1, 0)).toBe(true);
    expect(isSound(TAG.BOOL, 2, 0)).toBe(false);
    expect(isSound(TAG.BOOL, 0, 1)).toBe(false);
  });

  it("that is a timestamp has less than a second of nanoseconds", () => {
    expect(isSound(TAG.TIMESTAMP, 0, 0, 999_999_999)).toBe(true);
    expect(isSound(TAG.TIMESTAMP, 0, 0, 1_000_000_000)).toBe(false);
  });

  it("that is a string has its bytes among the strings", () => {
    const tags: StaticArray<u32> = [TAG.STRING, TAG.BYTES];
    for (let i = 0; i < tags.length; i++) {
      expect(isSound(tags[i], STRINGS, STRINGS_SIZE)).toBe(true, `${i}`);
      expect(isSound(tags[i], STRINGS + STRINGS_SIZE, 0)).toBe(true, `${i}`);
      expect(isSound(tags[i], STRINGS, STRINGS_SIZE + 1)).toBe(false, `${i}`);
      expect(isSound(tags[i], STRINGS - 1, 1)).toBe(false, `${i}`);
      expect(isSound(tags[i], STRINGS + STRINGS_SIZE + 1, 0)).toBe(false, `${i}`);
      expect(isSound(tags[i], STRINGS + 1, 0xffffffff)).toBe(false, `${i}`);
    }
  });

  it("that is an address has 4 or 16 bytes, and no more bits of prefix than that", () => {
    expect(isSound(TAG.IP, STRINGS, 4)).toBe(true);
    expect(isSound(TAG.IP, STRINGS, 16)).toBe(true);
    expect(isSound(TAG.IP, STRINGS, 5)).toBe(false);
    expect(isSound(TAG.IP, STRINGS + STRINGS_SIZE, 4)).toBe(false);
    expect(isSound(TAG.CIDR, STRINGS, 4, 32)).toBe(true);
    expect(isSound(TAG.CIDR, STRINGS, 4, 33)).toBe(false);
    expect(isSound(TAG.CIDR, STRINGS, 16, 128)).toBe(true);
    expect(isSound(TAG.CIDR, STRINGS, 16, 129)).toBe(false);
    expect(isSound(TAG.CIDR, STRINGS, 8, 0)).toBe(false);
    expect(isSound(TAG.CIDR, STRINGS + STRINGS_SIZE, 4, 0)).toBe(false);
  });

  it("that contains nothing has no depth and no flags", () => {
    put(0, TAG.INT, 0, 0);
    store<u8>(image + VALUES, 1, VALUE.DEPTH);
    expect(areSound(1)).toBe(false);
    put(0, TAG.INT, 0, 0);
    store<u16>(image + VALUES, u16(CONSTANT_ITEMS), VALUE.FLAGS);
    expect(areSound(1)).toBe(false);
  });
});

describe("a list or map", () => {
  it("has its items before it", () => {
    putInts(4);
    putCollection(2, TAG.LIST, 0, 2);
    expect(areSound(3)).toBe(true);
    putCollection(2, TAG.LIST, 1, 2);
    expect(areSound(4)).toBe(false);
    putCollection(2, TAG.LIST, 3, 1);
    expect(areSound(4)).toBe(false);
    putCollection(2, TAG.LIST, 0, 2);
    store<u32>(image + VALUES + 2 * SIZE.VALUE, VALUES + 8, VALUE.PAYLOAD);
    expect(areSound(4)).toBe(false);
  });

  it("has two values for each entry", () => {
    putInts(4);
    putCollection(4, TAG.MAP, 0, 2);
    expect(areSound(5)).toBe(true);
    putCollection(4, TAG.MAP, 0, 3);
    expect(areSound(5)).toBe(false);
    putCollection(4, TAG.MAP, 0, 0x80000001);
    expect(areSound(5)).toBe(false);
  });

  it("is deeper than its items, by no more than there may be", () => {
    putInts(2);
    putCollection(2, TAG.LIST, 0, 2);
    putCollection(3, TAG.LIST, 2, 1, 2);
    expect(areSound(4)).toBe(true);
    putCollection(3, TAG.LIST, 2, 1, 1);
    expect(areSound(4)).toBe(false);
    putCollection(3, TAG.LIST, 2, 1, u8(MAX.DEPTH));
    expect(areSound(4)).toBe(true);
    putCollection(3, TAG.LIST, 2, 1, u8(MAX.DEPTH) + 1);
    expect(areSound(4)).toBe(false);
  });

  it("says that its items are in the image", () => {
    putInts(2);
    putCollection(2, TAG.LIST, 0, 2);
    store<u16>(image + VALUES + 2 * SIZE.VALUE, 0, VALUE.FLAGS);
    expect(areSound(3)).toBe(false);
  });

  it("shares its items with no other, where that would take long to check", () => {
    putInts(2);
    putCollection(2, TAG.LIST, 0, 2);
    putCollection(3, TAG.LIST, 0, 2);
    expect(areSound(4)).toBe(true);
    putCollection(4, TAG.LIST, 0, 2);
    expect(areSound(5)).toBe(false);
  });
});

/** Whether a list of two items may have a table of so many slots, each with this entry. */
function mayHaveTable(offset: u32, slots: u32, entry: u32): bool {
  putInts(2);
  putCollection(2, TAG.LIST, 0, 2, 1, offset);
  store<u32>(image + OPERANDS, slots, TABLE.SLOTS);
  for (let slot: u32 = 0; slot < 16; slot++) store<u32>(image + OPERANDS + 4 * slot, entry, TABLE.ITEMS);
  return areSound(3);
}

describe("a table of items", () => {
  it("has a power of two of slots, not many more than items", () => {
    expect(mayHaveTable(OPERANDS, 0, 0)).toBe(false);
    expect(mayHaveTable(OPERANDS, 1, 0)).toBe(true);
    expect(mayHaveTable(OPERANDS, 3, 0)).toBe(false);
    expect(mayHaveTable(OPERANDS, 4, 0)).toBe(true);
    expect(mayHaveTable(OPERANDS, 8, 0)).toBe(true);
    expect(mayHaveTable(OPERANDS, 16, 0)).toBe(false);
    expect(mayHaveTable(OPERANDS, 0x80000000, 0)).toBe(false);
  });

  it("leads to items that there are", () => {
    expect(mayHaveTable(OPERANDS, 4, 2)).toBe(true);
    expect(mayHaveTable(OPERANDS, 4, 3)).toBe(false);
  });

  it("lies within the operands", () => {
    const end = OPERANDS + OPERANDS_SIZE;
    expect(mayHaveTable(OPERANDS - 4, 4, 0)).toBe(false);
    expect(mayHaveTable(OPERANDS + 2, 4, 0)).toBe(false);
    expect(mayHaveTable(end, 4, 0)).toBe(false);
    placeSection(image, HEADER.OPERANDS, OPERANDS, 16);
    expect(mayHaveTable(OPERANDS, 4, 0)).toBe(false);
    placeSection(image, HEADER.OPERANDS, OPERANDS, OPERANDS_SIZE);
  });
});
