import { ABSENT, EMPTY, FAILED, Slice, addressOf, literal, slice } from "./slice";
import { contains, endsWith, equals, startsWith } from "./view";

/** Longer than a word, so that both loops are used. */
const TEXT = literal("/orders/customers/42");

/** The same bytes at another address, which is no multiple of eight. */
function copyOf(text: string): Slice {
  const copy = literal(`x${text}`);
  return slice(addressOf(copy) + 1, text.length);
}

describe("equals", () => {
  it("compares bytes, not addresses", () => {
    expect(equals(TEXT, copyOf("/orders/customers/42"))).toBe(true);
    expect(equals(EMPTY, literal(""))).toBe(true);
  });

  it("finds a difference at each position", () => {
    for (let at = 0; at < 20; at++) {
      const other = copyOf("/orders/customers/42");
      store<u8>(addressOf(other) + at, 0x23);
      expect(equals(TEXT, other)).toBe(false, `byte ${at}`);
    }
  });

  it("tells lengths apart", () => {
    expect(equals(TEXT, literal("/orders/customers/4"))).toBe(false);
    expect(equals(TEXT, literal("/orders/customers/422"))).toBe(false);
  });
});

describe("startsWith and endsWith", () => {
  it("hold for every part up to the whole", () => {
    for (let length = 0; length <= 20; length++) {
      expect(startsWith(TEXT, slice(addressOf(TEXT), length))).toBe(true);
      expect(endsWith(TEXT, slice(addressOf(TEXT) + 20 - length, length))).toBe(true);
    }
  });

  it("do not hold for what is elsewhere, or longer", () => {
    expect(startsWith(TEXT, literal("orders"))).toBe(false);
    expect(endsWith(TEXT, literal("/4"))).toBe(false);
    expect(startsWith(TEXT, literal("/orders/customers/42/"))).toBe(false);
    expect(endsWith(TEXT, literal("//orders/customers/42"))).toBe(false);
  });
});

describe("contains", () => {
  it("finds every part, wherever it stands", () => {
    for (let start = 0; start <= 20; start++) {
      for (let length = 0; length <= 20 - start; length++) {
        expect(contains(TEXT, slice(addressOf(TEXT) + start, length))).toBe(
          true,
          `${length} bytes from ${start}`,
        );
      }
    }
  });

  it("does not find what is not there, or only in part", () => {
    expect(contains(TEXT, literal("order/"))).toBe(false);
    expect(contains(TEXT, literal("42/"))).toBe(false);
    expect(contains(slice(addressOf(TEXT), 19), literal("42"))).toBe(false);
    expect(contains(EMPTY, literal("4"))).toBe(false);
  });
});

describe("an absent slice", () => {
  it("equals nothing, not even another; begins with, contains and ends with nothing", () => {
    const missing: StaticArray<Slice> = [ABSENT, FAILED];
    for (let i = 0; i < missing.length; i++) {
      expect(equals(missing[i], missing[i])).toBe(false);
      expect(equals(missing[i], EMPTY)).toBe(false);
      expect(equals(EMPTY, missing[i])).toBe(false);
      expect(startsWith(missing[i], EMPTY)).toBe(false);
      expect(endsWith(missing[i], EMPTY)).toBe(false);
      expect(contains(missing[i], EMPTY)).toBe(false);
      expect(contains(TEXT, missing[i])).toBe(false);
      expect(startsWith(TEXT, missing[i])).toBe(false);
      expect(endsWith(TEXT, missing[i])).toBe(false);
    }
  });
});
