import { fromHex, toHex } from "../../testing/hex";
import { addressOf, slice } from "../../bytes/slice";
import {
  ENCODED_POINT,
  POINT_SIZE,
  add,
  decodePoint,
  double,
  encodePoint,
  hasSmallOrder,
  negate,
} from "./point";

const POINT: usize = memory.data(POINT_SIZE, 8);
const OTHER: usize = memory.data(POINT_SIZE, 8);
const OUTPUT: usize = memory.data(ENCODED_POINT + 8, 8);

const NEUTRAL = "0100000000000000000000000000000000000000000000000000000000000000";
const BASE = "5866666666666666666666666666666666666666666666666666666666666666";
const MINUS_BASE = "58666666666666666666666666666666666666666666666666666666666666e6";

/** Public keys of RFC 8032 §7.1. */
const KEYS: StaticArray<string> = [
  "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
  "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
  "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
  "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
];

/** The multiples of a point of order 8. */
const SMALL: StaticArray<string> = [
  NEUTRAL,
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "0000000000000000000000000000000000000000000000000000000000000080",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "0000000000000000000000000000000000000000000000000000000000000000",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
];

function read(encoded: string, point: usize = POINT): bool {
  return decodePoint(point, addressOf(fromHex(encoded)));
}

function write(point: usize): string {
  encodePoint(OUTPUT, point);
  return toHex(slice(OUTPUT, ENCODED_POINT));
}

describe("decodePoint", () => {
  it("reads what encodePoint writes", () => {
    for (let i = 0; i < KEYS.length; i++) {
      expect(read(KEYS[i])).toBe(true);
      expect(write(POINT)).toBe(KEYS[i]);
    }
    for (let i = 0; i < SMALL.length; i++) {
      expect(read(SMALL[i])).toBe(true);
      expect(write(POINT)).toBe(SMALL[i]);
    }
  });

  it("refuses a y of no point", () => {
    const ys = ["02", "07", "08", "0b", "0c", "0d", "11", "14", "16"];
    for (let i = 0; i < ys.length; i++) expect(read(ys[i].padEnd(64, "0"))).toBe(false, ys[i]);
  });

  it("refuses a y from p on, though the same y below p is one of a point", () => {
    const ys = [0, 1, 3, 4, 5, 6, 9, 10, 14, 15, 16, 18];
    for (let i = 0; i < ys.length; i++) {
      const below = ys[i].toString(16).padStart(2, "0").padEnd(64, "0");
      const above = (0xed + ys[i]).toString(16) + "ff".repeat(30) + "7f";
      expect(read(below)).toBe(true, below);
      expect(read(above)).toBe(false, above);
    }
  });

  it("refuses a sign where x is 0", () => {
    expect(read(NEUTRAL.slice(0, 62) + "80")).toBe(false);
    expect(read(SMALL[4].slice(0, 62) + "ff")).toBe(false);
  });
});

describe("points", () => {
  it("add up, in the neutral element with their negative", () => {
    read(BASE);
    read(MINUS_BASE, OTHER);
    add(OTHER, POINT, OTHER);
    expect(write(OTHER)).toBe(NEUTRAL);
    add(OTHER, POINT, OTHER);
    expect(write(OTHER)).toBe(BASE);
    negate(POINT);
    expect(write(POINT)).toBe(MINUS_BASE);
  });

  it("are doubled as they are added to themselves", () => {
    for (let i = 0; i < KEYS.length; i++) {
      read(KEYS[i]);
      add(OTHER, POINT, POINT);
      double(POINT, POINT);
      expect(write(POINT)).toBe(write(OTHER));
    }
  });
});

describe("hasSmallOrder", () => {
  it("knows the eight points of it from others", () => {
    for (let i = 0; i < SMALL.length; i++) {
      read(SMALL[i]);
      expect(hasSmallOrder(POINT)).toBe(true, SMALL[i]);
    }
    for (let i = 0; i < KEYS.length; i++) {
      read(KEYS[i]);
      expect(hasSmallOrder(POINT)).toBe(false, KEYS[i]);
    }
  });
});
