/**
 * How an image holds a regular expression: as an automaton that reads each byte of a text once. It begins at a
 * multiple of 4.
 *
 *   regex       u32 size in bytes | u16 start (state) | u16 classes | 256 × u8 class of a byte, from 1 on | rows, one for each state
 *   row         u16 1 if the text may end here, else 0 | classes × u16 next state | zeros up to a whole word
 *   state       how many words after the regex's start its row is; REGEX_STATE has no row
 */
export const REGEX = { SIZE: 0, START: 4, CLASS_COUNT: 6, CLASSES: 8, ROWS: 264 } as const;

/** Nothing that follows makes the text fit; it fits, whatever follows. */
export const REGEX_STATE = { REFUSED: 0, FITS: 1 } as const;

/** Bytes that 16-bit states can reach. */
export const MAX_REGEX = 1 << 18;
