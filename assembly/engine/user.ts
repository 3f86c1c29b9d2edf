/**
 * Who a request comes from, as one block of memory that nothing but itself is needed for; 0: nobody knows. Reading an
 * attribute of the user copies one value.
 *
 *   0     8     16      32       48       64     72
 *   +-----+-----+-------+--------+--------+------+----------------+---------------------------+
 *   | sub | iss | aud   | scopes | claims | text | claims as JSON | values and escaped texts  |
 *   +-----+-----+-------+--------+--------+------+----------------+---------------------------+
 *     slices      values (condition/values.ts)    slice of the JSON
 */
import { ABSENT, Slice } from "../bytes/slice";

/** Offsets in the block. */
export namespace USER {
  export const SUB: usize = 0;
  export const ISS: usize = 8;
  export const AUD: usize = 16;
  export const SCOPES: usize = 32;
  export const CLAIMS: usize = 48;
  export const TEXT: usize = 64;
  export const SIZE: usize = 72;
}


@inline
export function subjectOf(user: usize): Slice {
  return user == 0 ? ABSENT : load<u64>(user, USER.SUB);
}


@inline
export function issuerOf(user: usize): Slice {
  return user == 0 ? ABSENT : load<u64>(user, USER.ISS);
}
