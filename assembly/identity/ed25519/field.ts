/**
 * Numbers modulo p = 2^255 - 19 (RFC 8032 §5.1): ten signed limbs of 26 bits, the least first, in 8 bytes each.
 * What `multiply` and `decode` answer has limbs below 2^27. Sums and differences are not carried, for a product bears
 * limbs of 2^29: eight of them may be added up before they are multiplied.
 */
/** Bytes of a number. */
export const FIELD_SIZE: i32 = 80;

const BITS: i64 = 26;
const MASK: i64 = (1 << BITS) - 1;

/** What 2^260, one above the last limb, is modulo p. */
const FOLD: i64 = 32 * 19;

/** Bits of the last limb below 2^255. */
const TOP_BITS: i64 = 255 - 9 * BITS;

/** Bytes of a number below p, and room for the reads and writes of whole words behind its end. */
const ENCODED: i32 = 32;
const ENCODED_ROOM: i32 = 40;

const FROZEN: usize = memory.data(FIELD_SIZE, 8);
const BYTES: usize = memory.data(ENCODED_ROOM, 8);
const RUN: usize = memory.data(FIELD_SIZE, 8);
const RUN_SHIFTED: usize = memory.data(FIELD_SIZE, 8);


@inline
export function copy(to: usize, a: usize): void {
  memory.copy(to, a, FIELD_SIZE);
}

/** A number below 2^26. */
export function setSmall(to: usize, value: i64): void {
  memory.fill(to, 0, FIELD_SIZE);
  store<i64>(to, value);
}

export function add(to: usize, a: usize, b: usize): void {
  for (let i = 0; i < FIELD_SIZE; i += 8) store<i64>(to + i, load<i64>(a + i) + load<i64>(b + i));
}

export function subtract(to: usize, a: usize, b: usize): void {
  for (let i = 0; i < FIELD_SIZE; i += 8) store<i64>(to + i, load<i64>(a + i) - load<i64>(b + i));
}

/** Horner's rule over the limbs of `a`: each step moves the sum up by a limb, and what leaves it comes in below. */
export function multiply(to: usize, a: usize, b: usize): void {
  let r0: i64 = 0;
  let r1: i64 = 0;
  let r2: i64 = 0;
  let r3: i64 = 0;
  let r4: i64 = 0;
  let r5: i64 = 0;
  let r6: i64 = 0;
  let r7: i64 = 0;
  let r8: i64 = 0;
  let r9: i64 = 0;
  for (let i = FIELD_SIZE - 8; i >= 0; i -= 8) {
    const limb = load<i64>(a + i);
    const top = r9;
    r9 = r8 + limb * load<i64>(b, 72);
    r8 = r7 + limb * load<i64>(b, 64);
    r7 = r6 + limb * load<i64>(b, 56);
    r6 = r5 + limb * load<i64>(b, 48);
    r5 = r4 + limb * load<i64>(b, 40);
    r4 = r3 + limb * load<i64>(b, 32);
    r3 = r2 + limb * load<i64>(b, 24);
    r2 = r1 + limb * load<i64>(b, 16);
    r1 = r0 + limb * load<i64>(b, 8) + (top >> BITS) * FOLD;
    r0 = limb * load<i64>(b) + (top & MASK) * FOLD;
  }
  r1 += r0 >> BITS;
  r2 += r1 >> BITS;
  r3 += r2 >> BITS;
  r4 += r3 >> BITS;
  r5 += r4 >> BITS;
  r6 += r5 >> BITS;
  r7 += r6 >> BITS;
  r8 += r7 >> BITS;
  r9 += r8 >> BITS;
  r0 = (r0 & MASK) + (r9 >> BITS) * FOLD;
  r1 = (r1 & MASK) + (r0 >> BITS);
  store<i64>(to, r0 & MASK);
  store<i64>(to, r1, 8);
  store<i64>(to, r2 & MASK, 16);
  store<i64>(to, r3 & MASK, 24);
  store<i64>(to, r4 & MASK, 32);
  store<i64>(to, r5 & MASK, 40);
  store<i64>(to, r6 & MASK, 48);
  store<i64>(to, r7 & MASK, 56);
  store<i64>(to, r8 & MASK, 64);
  store<i64>(to, r9 & MASK, 72);
}


@inline
export function square(to: usize, a: usize): void {
  multiply(to, a, a);
}

/** a^(2^252 - 3), that is (p - 5) / 8. `to` is not `a`. */
export function powerForRoot(to: usize, a: usize): void {
  // RUN is a^(2^ones - 1), for the leading bits of 250: doubled, and one more where the bit is set.
  copy(RUN, a);
  let ones = 1;
  for (let bit = 6; bit >= 0; bit--) {
    squareTimes(RUN_SHIFTED, RUN, ones);
    multiply(RUN, RUN_SHIFTED, RUN);
    ones <<= 1;
    if (((250 >> bit) & 1) == 0) continue;
    square(RUN, RUN);
    multiply(RUN, RUN, a);
    ones++;
  }
  squareTimes(to, RUN, 2);
  multiply(to, to, a);
}

/** 1 / a, which is a^(p - 2); of 0 it is 0. `to` is not `a`. */
export function invert(to: usize, a: usize): void {
  powerForRoot(to, a);
  squareTimes(to, to, 3);
  multiply(to, to, a);
  multiply(to, to, a);
  multiply(to, to, a);
}

/** Reads 32 bytes, the least first, without their highest bit; false when what they say is not below p. */
export function decode(to: usize, bytes: usize): bool {
  store<u64>(BYTES, 0, ENCODED);
  memory.copy(BYTES, bytes, ENCODED);
  store<u8>(BYTES, load<u8>(BYTES, 31) & 0x7f, 31);
  for (let i = 0, bit = 0; i < FIELD_SIZE; i += 8, bit += 26) {
    store<i64>(to + i, i64(load<u64>(BYTES + (bit >> 3)) >> (bit & 7)) & MASK);
  }
  return isBelowP(BYTES);
}

/** Writes the number, reduced to below p, in 32 bytes, and overwrites the 8 bytes behind them. */
export function encode(to: usize, a: usize): void {
  freeze(a);
  memory.fill(to, 0, ENCODED_ROOM);
  for (let i = 0, bit = 0; i < FIELD_SIZE; i += 8, bit += 26) {
    const at = to + (bit >> 3);
    store<u64>(at, load<u64>(at) | (load<u64>(FROZEN + i) << (bit & 7)));
  }
}

export function isZero(a: usize): bool {
  freeze(a);
  let bits: i64 = 0;
  for (let i = 0; i < FIELD_SIZE; i += 8) bits |= load<i64>(FROZEN + i);
  return bits == 0;
}

/** Whether the number, reduced to below p, is odd: what RFC 8032 calls its sign. */
export function isOdd(a: usize): bool {
  freeze(a);
  return (load<u8>(FROZEN) & 1) != 0;
}

function isBelowP(bytes: usize): bool {
  const middle = load<u64>(bytes, 8) & load<u64>(bytes, 16);
  return (
    load<u64>(bytes) < 0xffffffffffffffed || middle != u64.MAX_VALUE || load<i64>(bytes, 24) != i64.MAX_VALUE
  );
}

function squareTimes(to: usize, a: usize, times: i32): void {
  square(to, a);
  for (let i = 1; i < times; i++) square(to, to);
}

/** FROZEN becomes the one number from 0 to p - 1 that `a` is modulo p, with limbs from 0 to 2^26 - 1. */
function freeze(a: usize): void {
  copy(FROZEN, a);
  // The first leaves a number between -2^13 and 2^255 + 2^13, the second one from 0 to 2^255 - 1.
  carry();
  carry();
  carry();
  // From p on, 19 more reach 2^255, which is 19, so that p is taken away.
  store<i64>(FROZEN, load<i64>(FROZEN) + 19);
  carry();
  store<i64>(FROZEN, load<i64>(FROZEN) - 19);
  carry();
}

/** Carries from limb to limb, and from bit 255 on to the lowest, which may keep up to 19 times as much. */
function carry(): void {
  let over: i64 = 0;
  for (let i = 0; i < FIELD_SIZE - 8; i += 8) {
    const limb = load<i64>(FROZEN + i) + over;
    store<i64>(FROZEN + i, limb & MASK);
    over = limb >> BITS;
  }
  const top = load<i64>(FROZEN, FIELD_SIZE - 8) + over;
  store<i64>(FROZEN, top & ((1 << TOP_BITS) - 1), FIELD_SIZE - 8);
  store<i64>(FROZEN, load<i64>(FROZEN) + (top >> TOP_BITS) * 19);
}
