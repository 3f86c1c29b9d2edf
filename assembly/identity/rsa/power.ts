/**
 * Powers modulo an odd number, by Montgomery's multiplication: what stands for x is xR mod n, where n is the modulus,
 * of as many words as it takes, and R is 2^32 to the power of their number. Words are of 32 bits, the least first.
 * For what is public: how long it takes depends on the numbers.
 */
import { Slice, addressOf, lengthOf } from "../../bytes/slice";

/** Bytes of the largest modulus. */
export const MAX_MODULUS: i32 = 512;

/** How often a word's number of bits is halved until it is one. */
const LOG_WORD_BITS: i32 = 5;

const MODULUS: usize = memory.data(MAX_MODULUS, 8);
const BASE: usize = memory.data(MAX_MODULUS, 8);
const SCALED_BASE: usize = memory.data(MAX_MODULUS, 8);
const POWER: usize = memory.data(MAX_MODULUS, 8);

/** Has one word more, for what is carried out of it. */
const PRODUCT: usize = memory.data(MAX_MODULUS + 8, 8);

/** Bytes of the words of the modulus. */
let size: i32 = 0;

/** -1/n modulo 2^32. */
let inverse: u32 = 0;

/**
 * Writes base^exponent mod modulus to `to`, in as many bytes as the modulus has, the highest first, as in the
 * others. The modulus is odd and its first byte not 0; the base has no more bytes than it; the exponent is odd and at
 * least 3. False when the base is not below the modulus.
 */
export function power(to: usize, base: Slice, exponent: u32, modulus: Slice): bool {
  setModulus(modulus);
  read(BASE, base);
  if (!isBelowModulus(BASE)) return false;
  setSquareOfR(POWER);
  multiply(SCALED_BASE, BASE, POWER);
  memory.copy(POWER, SCALED_BASE, size);
  for (let bit = 30 - clz(exponent); bit > 0; bit--) {
    multiply(POWER, POWER, POWER);
    if (((exponent >> bit) & 1) != 0) multiply(POWER, POWER, SCALED_BASE);
  }
  multiply(POWER, POWER, POWER);
  multiply(POWER, POWER, BASE); // the last bit, and R is gone
  write(to, POWER, lengthOf(modulus));
  return true;
}

function setModulus(modulus: Slice): void {
  size = (lengthOf(modulus) + 3) & ~3;
  read(MODULUS, modulus);
  const lowest = load<u32>(MODULUS);
  // Newton's iteration: the number is its own inverse modulo 8, and each step doubles the bits that are right.
  let root = lowest;
  for (let i = 0; i < 4; i++) root *= 2 - lowest * root;
  inverse = 0 - root;
}

/** R² mod n: R 2^words by doubling, whose exponent of 2 is doubled by each multiplication with itself. */
function setSquareOfR(to: usize): void {
  const leadingZeros = clz(load<u32>(MODULUS + size - 4));
  const highest = 31 - leadingZeros;
  memory.fill(to, 0, size);
  store<u32>(to + size - 4, u32(1) << highest);
  const words = size >> 2;
  for (let i = -1 - i32(leadingZeros); i < words; i++) double(to);
  for (let i = 0; i < LOG_WORD_BITS; i++) multiply(to, to, to);
}

/** 2a mod n. */
function double(a: usize): void {
  let carry: u32 = 0;
  for (let i = 0; i < size; i += 4) {
    const word = load<u32>(a + i);
    store<u32>(a + i, (word << 1) | carry);
    carry = word >> 31;
  }
  if (carry != 0 || !isBelowModulus(a)) subtractModulus(a);
}

/** ab/R mod n. */
function multiply(to: usize, a: usize, b: usize): void {
  memory.fill(PRODUCT, 0, size + 4);
  for (let i = 0; i < size; i += 4) addRow(load<u32>(a + i), b);
  if (load<u32>(PRODUCT + size) != 0 || !isBelowModulus(PRODUCT)) subtractModulus(PRODUCT);
  memory.copy(to, PRODUCT, size);
}

/** Adds `word` times b to PRODUCT, and the multiple of n that makes it divisible by 2^32, and divides. */
function addRow(word: u64, b: usize): void {
  let sum = word * load<u32>(b) + load<u32>(PRODUCT);
  const factor: u64 = u32(sum) * inverse;
  let whole = factor * load<u32>(MODULUS) + u32(sum);
  for (let i = 4; i < size; i += 4) {
    sum = word * load<u32>(b + i) + load<u32>(PRODUCT + i) + (sum >> 32);
    whole = factor * load<u32>(MODULUS + i) + u32(sum) + (whole >> 32);
    store<u32>(PRODUCT + i - 4, u32(whole));
  }
  store<u64>(PRODUCT + size - 4, (sum >> 32) + (whole >> 32) + load<u32>(PRODUCT + size));
}

function isBelowModulus(a: usize): bool {
  for (let i = size - 4; i >= 0; i -= 4) {
    const word = load<u32>(a + i);
    const other = load<u32>(MODULUS + i);
    if (word != other) return word < other;
  }
  return false;
}

function subtractModulus(a: usize): void {
  let borrow: i64 = 0;
  for (let i = 0; i < size; i += 4) {
    const difference = i64(load<u32>(a + i)) - i64(load<u32>(MODULUS + i)) + borrow;
    store<u32>(a + i, u32(difference));
    borrow = difference >> 32;
  }
}

function read(to: usize, bytes: Slice): void {
  memory.fill(to, 0, size);
  const last = addressOf(bytes) + lengthOf(bytes) - 1;
  for (let i = 0; i < lengthOf(bytes); i++) store<u8>(to + i, load<u8>(last - i));
}

function write(to: usize, a: usize, length: i32): void {
  for (let i = 0; i < length; i++) store<u8>(to + i, load<u8>(a + length - 1 - i));
}
