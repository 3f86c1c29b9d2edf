import { type AddressRange, inRange } from "../../ir/address.js";
import type { SourceTest } from "../../ir/model.js";
import type { Relation } from "./relation.js";

/** A request may lack a source address. */
export const SOURCE: Relation<SourceTest> = {
  isWithin: (a, b) => isRangeWithin(a.range, b.range),
  areDisjoint: (a, b, reading) =>
    reading === "surely" && !isRangeWithin(a.range, b.range) && !isRangeWithin(b.range, a.range),
  filing: ({ range: { bytes, length } }) => ({
    shape: `${bytes.length}/${length}`,
    keys: [bitsOf(bytes, length)],
    keyOf: ({ range }) =>
      range.bytes.length === bytes.length && range.length >= length ? bitsOf(range.bytes, length) : undefined,
  }),
};

function isRangeWithin(a: AddressRange, b: AddressRange): boolean {
  return b.length <= a.length && inRange(a.bytes, b);
}

/** The first `length` bits. */
function bitsOf(bytes: readonly number[], length: number): string {
  const part = (bytes[length >> 3] ?? 0) & (0xff00 >> (length & 7)) & 0xff;
  return [...bytes.slice(0, length >> 3), part].join(".");
}
