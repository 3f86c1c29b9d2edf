/** Public keys as SubjectPublicKeyInfo in DER (RFC 5280 §4.1.2.7), written from the numbers of a JWK. */
import { Slice, addressOf, lengthOf, slice } from "../../bytes/slice";

const SEQUENCE: u8 = 0x30;
const BIT_STRING: u8 = 0x03;
const INTEGER: u8 = 0x02;

/** SEQUENCE { OID rsaEncryption, NULL } (RFC 3279 §2.3.1). */
const RSA: StaticArray<u8> = [
  0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
];

/** All before the coordinates of an uncompressed point (RFC 5480 §2), for each curve. */
export const P256: StaticArray<u8> = [
  0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48,
  0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
];
export const P384: StaticArray<u8> = [
  0x30, 0x76, 0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x05, 0x2b, 0x81, 0x04,
  0x00, 0x22, 0x03, 0x62, 0x00, 0x04,
];
export const P521: StaticArray<u8> = [
  0x30, 0x81, 0x9b, 0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x05, 0x2b, 0x81,
  0x04, 0x00, 0x23, 0x03, 0x81, 0x86, 0x00, 0x04,
];

/** Writes the key of a point on a curve, given as what stands before its coordinates. */
export function writePoint(to: usize, curve: StaticArray<u8>, x: Slice, y: Slice): Slice {
  const end = writeBytes(writeBytes(writeConstant(to, curve), x), y);
  return slice(to, i32(end - to));
}

/** Writes an RSA key; neither number begins with a zero. The exponent's bytes end it. */
export function writeRsa(to: usize, modulus: Slice, exponent: Slice): Slice {
  const numbers = integerSize(modulus) + integerSize(exponent);
  const bits = 1 + sizeOf(numbers);
  let at = writeHeader(to, SEQUENCE, RSA.length + sizeOf(bits));
  at = writeConstant(at, RSA);
  at = writeHeader(at, BIT_STRING, bits);
  store<u8>(at, 0);
  at = writeHeader(at + 1, SEQUENCE, numbers);
  at = writeInteger(writeInteger(at, modulus), exponent);
  return slice(to, i32(at - to));
}

/** Where `writeRsa` put the modulus. */
export function modulusIn(key: Slice, modulus: Slice, exponent: Slice): Slice {
  const end = addressOf(key) + lengthOf(key) - integerSize(exponent);
  return slice(end - lengthOf(modulus), lengthOf(modulus));
}

/** Where `writeRsa` put the exponent. */
export function exponentIn(key: Slice, exponent: Slice): Slice {
  return slice(addressOf(key) + lengthOf(key) - lengthOf(exponent), lengthOf(exponent));
}

/** A zero keeps a number positive whose highest bit is set (X.690 §8.3.3). */
function signOf(number: Slice): i32 {
  return load<u8>(addressOf(number)) >> 7;
}

function integerSize(number: Slice): i32 {
  return sizeOf(signOf(number) + lengthOf(number));
}

function writeInteger(to: usize, number: Slice): usize {
  const sign = signOf(number);
  const at = writeHeader(to, INTEGER, sign + lengthOf(number));
  store<u8>(at, 0);
  return writeBytes(at + sign, number);
}

/** Of an element with so much content. */
function sizeOf(content: i32): i32 {
  return content + (content < 0x80 ? 2 : content < 0x100 ? 3 : 4);
}

/** Tag and length (X.690 §8.1.3). */
function writeHeader(to: usize, tag: u8, content: i32): usize {
  store<u8>(to, tag);
  if (content < 0x80) {
    store<u8>(to, u8(content), 1);
    return to + 2;
  }
  if (content < 0x100) {
    store<u8>(to, 0x81, 1);
    store<u8>(to, u8(content), 2);
    return to + 3;
  }
  store<u8>(to, 0x82, 1);
  store<u8>(to, u8(content >> 8), 2);
  store<u8>(to, u8(content), 3);
  return to + 4;
}

function writeConstant(to: usize, bytes: StaticArray<u8>): usize {
  memory.copy(to, changetype<usize>(bytes), bytes.length);
  return to + bytes.length;
}

function writeBytes(to: usize, bytes: Slice): usize {
  memory.copy(to, addressOf(bytes), lengthOf(bytes));
  return to + lengthOf(bytes);
}
