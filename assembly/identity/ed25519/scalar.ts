/** Numbers modulo L, the order of the base point (RFC 8032 §5.1): 32 bytes, the least first. */
import { slice } from "../../bytes/slice";
import { equals } from "../../bytes/view";

/** Bytes of a number. */
export const SCALAR_SIZE: i32 = 32;

/** L = 2^252 + 27742317777372353535851937790883648493; its third word is 0. */
const L0: u64 = 0x5812631a5cf5d3ed;
const L1: u64 = 0x14def9dea2f79cd6;
const L3: u64 = 0x1000000000000000;

const REDUCED: usize = memory.data(SCALAR_SIZE, 8);

/** Whether 32 bytes are a number below L. */
export function isBelowOrder(bytes: usize): bool {
  reduce(REDUCED, bytes, SCALAR_SIZE);
  return equals(slice(REDUCED, SCALAR_SIZE), slice(bytes, SCALAR_SIZE));
}

/** Writes what a number of `length` bytes is modulo L: a long division, bit by bit from the highest. */
export function reduce(to: usize, bytes: usize, length: i32): void {
  let r0: u64 = 0;
  let r1: u64 = 0;
  let r2: u64 = 0;
  let r3: u64 = 0;
  for (let bit = 8 * length - 1; bit >= 0; bit--) {
    r3 = (r3 << 1) | (r2 >> 63);
    r2 = (r2 << 1) | (r1 >> 63);
    r1 = (r1 << 1) | (r0 >> 63);
    r0 = (r0 << 1) | ((load<u8>(bytes + (bit >> 3)) >> u8(bit & 7)) & 1);
    const borrow0 = u64(r0 < L0);
    const borrow1 = u64(r1 < L1 + borrow0);
    const borrow2 = u64(r2 < borrow1);
    if (r3 < L3 + borrow2) continue;
    r0 -= L0;
    r1 -= L1 + borrow0;
    r2 -= borrow1;
    r3 -= L3 + borrow2;
  }
  store<u64>(to, r0);
  store<u64>(to, r1, 8);
  store<u64>(to, r2, 16);
  store<u64>(to, r3, 24);
}
