/**
 * Who a request comes from, as one block of memory that nothing but itself is needed for; 0: nobody knows. Reading an
 * attribute of the user copies one value.
 *
 *   0     8     16      32       48       64
 *   +-----+-----+-------+--------+--------+--------------------------------------------+
 *   | sub | iss | aud   | scopes | claims | values that they refer to | text of both   |
 *   +-----+-----+-------+--------+--------+--------------------------------------------+
 *     slices      values of conditions (condition/values.ts)
 */
import { ABSENT, Slice } from "../bytes/slice";

/** Offsets in the block. */
export namespace USER {
  export const SUB: usize = 0;
  export const ISS: usize = 8;
  export const AUD: usize = 16;
  export const SCOPES: usize = 32;
  export const CLAIMS: usize = 48;
  export const SIZE: usize = 64;
}


@inline
export function subjectOf(user: usize): Slice {
  return user == 0 ? ABSENT : load<u64>(user, USER.SUB);
}


@inline
export function issuerOf(user: usize): Slice {
  return user == 0 ? ABSENT : load<u64>(user, USER.ISS);
}
