/** Sums of multiples of two points, for what is public: how long it takes depends on the numbers. */
import { POINT_SIZE, add, decodePoint, double, setNeutral } from "./point";
import { SCALAR_SIZE } from "./scalar";

/** The base point B, encoded (RFC 8032 §5.1): y = 4/5, x even. */
const BASE: usize = memory.data<u64>([
  0x6666666666666658, 0x6666666666666666, 0x6666666666666666, 0x6666666666666666,
]);

/** A number is taken four bits at a time; a table holds the multiples 1 to 15 of a point. */
const WINDOW: i32 = 4;
const TABLE_SIZE: i32 = 15 * POINT_SIZE;

const BASE_TABLE: usize = memory.data(TABLE_SIZE, 8);
const TABLE: usize = memory.data(TABLE_SIZE, 8);

let hasBaseTable: bool = false;

/** Sets `to` to `s` times the base point and `h` times `point`; both numbers below L. */
export function combine(to: usize, s: usize, h: usize, point: usize): void {
  fillBaseTable();
  fill(TABLE, point);
  setNeutral(to);
  for (let bit = 8 * SCALAR_SIZE - WINDOW; bit >= 0; bit -= WINDOW) {
    for (let i = 0; i < WINDOW; i++) double(to, to);
    addMultiple(to, BASE_TABLE, digitAt(s, bit));
    addMultiple(to, TABLE, digitAt(h, bit));
  }
}

function fillBaseTable(): void {
  if (hasBaseTable) return;
  decodePoint(BASE_TABLE, BASE);
  fill(BASE_TABLE, BASE_TABLE);
  hasBaseTable = true;
}

/** Puts the multiples 1 to 15 of a point into a table, the first at its beginning. */
function fill(table: usize, point: usize): void {
  memory.copy(table, point, POINT_SIZE);
  for (let i = 1; i < 15; i++) add(table + i * POINT_SIZE, table + (i - 1) * POINT_SIZE, table);
}

function addMultiple(to: usize, table: usize, digit: i32): void {
  if (digit > 0) add(to, to, table + (digit - 1) * POINT_SIZE);
}


@inline
function digitAt(number: usize, bit: i32): i32 {
  return (load<u8>(number + (bit >> 3)) >> u8(bit & 7)) & 15;
}
