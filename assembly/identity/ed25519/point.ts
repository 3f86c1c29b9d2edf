/**
 * Points of the curve -x² + y² = 1 + dx²y² (RFC 8032 §5.1), in extended homogeneous coordinates X, Y, Z, T, four
 * numbers one behind the other: x = X/Z, y = Y/Z, xy = T/Z.
 */
import {
  FIELD_SIZE,
  add as addNumbers,
  decode,
  encode,
  invert,
  isOdd,
  isZero,
  multiply,
  powerForRoot,
  setSmall,
  square,
  subtract,
} from "./field";

/** Bytes of a point. */
export const POINT_SIZE: i32 = 4 * FIELD_SIZE;

/** Bytes of an encoded point, and room behind them. */
export const ENCODED_POINT: i32 = 32;
const ENCODED_ROOM: i32 = 40;

const Y: usize = FIELD_SIZE;
const Z: usize = 2 * FIELD_SIZE;
const T: usize = 3 * FIELD_SIZE;

/** d = -121665/121666. */
const D: usize = memory.data<i64>([
  0x35978a3, 0x2d37284, 0x18ab75e, 0x1350507, 0x000700a, 0x1de7a26, 0x0740797, 0x3f9ce33, 0x0ee2b6f,
  0x01480db,
]);

const TWICE_D: usize = memory.data<i64>([
  0x2b2f159, 0x1a6e509, 0x3156ebd, 0x26a0a0e, 0x000e014, 0x3bcf44c, 0x0e80f2e, 0x3f39c66, 0x1dc56df,
  0x00901b6,
]);

/** A square root of -1: 2^((p - 1) / 4). */
const ROOT_OF_MINUS_ONE: usize = memory.data<i64>([
  0x20ea0b0, 0x386c9d2, 0x2478c4e, 0x01ab4bf, 0x32f4318, 0x37ef5e9, 0x0d00993, 0x37c2cad, 0x0804fc1,
  0x00ae0c9,
]);

const A: usize = memory.data(FIELD_SIZE, 8);
const B: usize = memory.data(FIELD_SIZE, 8);
const C: usize = memory.data(FIELD_SIZE, 8);
const E: usize = memory.data(FIELD_SIZE, 8);
const F: usize = memory.data(FIELD_SIZE, 8);
const G: usize = memory.data(FIELD_SIZE, 8);
const H: usize = memory.data(FIELD_SIZE, 8);

const SMALL: usize = memory.data(POINT_SIZE, 8);

/** Makes a point the neutral element (0, 1). */
export function setNeutral(point: usize): void {
  setSmall(point, 0);
  setSmall(point + Y, 1);
  setSmall(point + Z, 1);
  setSmall(point + T, 0);
}

/** RFC 8032 §5.1.4. For any two points, be they the same or the neutral element. */
export function add(to: usize, a: usize, b: usize): void {
  subtract(E, a + Y, a);
  subtract(F, b + Y, b);
  multiply(A, E, F);
  addNumbers(E, a + Y, a);
  addNumbers(F, b + Y, b);
  multiply(B, E, F);
  multiply(C, a + T, b + T);
  multiply(C, C, TWICE_D);
  multiply(G, a + Z, b + Z);
  addNumbers(G, G, G);
  subtract(E, B, A);
  subtract(F, G, C);
  addNumbers(G, G, C);
  addNumbers(H, B, A);
  setProducts(to);
}

/** RFC 8032 §5.1.4. */
export function double(to: usize, a: usize): void {
  square(A, a);
  square(B, a + Y);
  square(C, a + Z);
  addNumbers(C, C, C);
  addNumbers(H, A, B);
  addNumbers(E, a, a + Y);
  square(E, E);
  subtract(E, H, E);
  subtract(G, A, B);
  addNumbers(F, C, G);
  setProducts(to);
}

/** Turns a point into its negative. */
export function negate(point: usize): void {
  setSmall(A, 0);
  subtract(point, A, point);
  subtract(point + T, A, point + T);
}

/** Whether the point's order divides 8, so that it hides nothing: eight times the point is the neutral element. */
export function hasSmallOrder(point: usize): bool {
  double(SMALL, point);
  double(SMALL, SMALL);
  double(SMALL, SMALL);
  return isZero(SMALL);
}

/** Reads a point (RFC 8032 §5.1.3); false when the bytes are none, or not what `encodePoint` writes. */
export function decodePoint(point: usize, bytes: usize): bool {
  if (!decode(point + Y, bytes) || !setRoot(point, point + Y)) return false;
  const isNegative = load<u8>(bytes, ENCODED_POINT - 1) >> 7 != 0;
  if (isNegative && isZero(point)) return false;
  if (isOdd(point) != isNegative) {
    setSmall(A, 0);
    subtract(point, A, point);
  }
  setSmall(point + Z, 1);
  multiply(point + T, point, point + Y);
  return true;
}

/** Writes a point in 32 bytes (RFC 8032 §5.1.2), and overwrites the 8 bytes behind them. */
export function encodePoint(to: usize, point: usize): void {
  invert(A, point + Z);
  multiply(B, point, A);
  multiply(C, point + Y, A);
  encode(to, C);
  if (isOdd(B)) store<u8>(to, load<u8>(to, ENCODED_POINT - 1) | 0x80, ENCODED_POINT - 1);
}

/** Sets `x` to a square root of (y² - 1) / (dy² + 1), which is u / v; false when there is none. */
function setRoot(x: usize, y: usize): bool {
  square(A, y);
  multiply(B, A, D);
  setSmall(C, 1);
  subtract(A, A, C); // u
  addNumbers(B, B, C); // v
  square(C, B);
  multiply(C, C, B); // v³
  square(E, C);
  multiply(E, E, B); // v⁷
  multiply(E, E, A);
  powerForRoot(F, E);
  multiply(F, F, C);
  multiply(x, F, A); // (uv⁷)^((p - 5) / 8) uv³
  square(E, x);
  multiply(E, E, B);
  subtract(F, E, A);
  if (isZero(F)) return true;
  addNumbers(F, E, A);
  multiply(x, x, ROOT_OF_MINUS_ONE);
  return isZero(F);
}

/** X = EF, Y = GH, T = EH, Z = FG. */
function setProducts(to: usize): void {
  multiply(to, E, F);
  multiply(to + Y, G, H);
  multiply(to + T, E, H);
  multiply(to + Z, F, G);
}
