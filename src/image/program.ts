/**
 * What the steps of a program do. A step takes values from the top of the stack and leaves one there; a value
 * may be an error, and most steps make an error of one.
 */

/**
 * What a value is, and its payload. From STRING on the payload is `u32 offset | u32 length` (bytes, items or
 * entries); in the module the offset is an address.
 */
export const TAG = {
  NULL: 0,
  BOOL: 1,
  INT: 2,
  UINT: 3,
  DOUBLE: 4,
  /** Seconds; nanoseconds in the detail. */
  TIMESTAMP: 5,
  /** Nanoseconds. */
  DURATION: 6,
  /** The TAG of such values. */
  TYPE: 7,
  STRING: 8,
  BYTES: 9,
  /** 4 or 16 bytes. */
  IP: 10,
  /** Likewise; the prefix length in the detail. */
  CIDR: 11,
  /** The detail is the offset of a table, or 0. */
  LIST: 12,
  MAP: 13,
  ERROR: 14,
  /** Not a value: what `map` leaves out. */
  NONE: 15,
} as const;

/** Set in lists and maps of the image, and in their copies: their items have offsets. */
export const CONSTANT_ITEMS = 1;

/** `count`, `argument` and `operand` are those of the step; they are 0 where nothing is said. */
export const STEP_OP = {
  /** Pushes the value at offset `operand`. */
  CONSTANT: 1,
  /** Pushes the attribute `argument`. */
  ATTRIBUTE: 2,
  /** Pushes a copy of the value that is `argument` from the bottom of the stack. */
  VARIABLE: 3,
  /** Pushes the path's segments from `count` to before `argument` (0: to its end) without the last `operand` bytes. */
  SEGMENTS: 4,
  /** Pushes the outcome of the instruction that stands in place of the next step. */
  TEST: 5,
  /** Takes `count` values and pushes what FUNCTION `argument` makes of them. */
  CALL: 6,
  /** Skips `operand` steps when the top is false. */
  SKIP_FALSE: 7,
  SKIP_TRUE: 8,
  /** Takes two booleans, pushes their conjunction, and skips `operand` steps when it is false. */
  AND: 9,
  OR: 10,
  /** Takes a boolean: goes on when true, skips `argument` steps when false, else pushes an error and skips `operand`. */
  BRANCH: 11,
  /** Skips `operand` steps. */
  SKIP: 12,
  /** Takes `operand` values, pushes a list of them. */
  LIST: 13,
  /** Takes `operand` pairs of key and value, pushes a map of them. */
  MAP: 14,
  /**
   * Takes a list or map of at most `operand` items and pushes three values: it, the state of the loop MACRO `count`,
   * and the first item. Without items it pushes the macro's result and skips `argument` steps: the body and NEXT.
   */
  LOOP: 15,
  /** Takes the body's value. As long as MACRO `count` needs more, the next item and back by `argument` steps; else the result in place of what LOOP pushed. */
  NEXT: 16,
  /** Takes a string, pushes whether a part of it fits the regular expression `operand`. */
  MATCHES: 17,
} as const;

/** `filter` is a `map` whose body gives NONE for what it leaves out. `transformMap` is KEYED. */
export const MACRO = { EXISTS: 1, ALL: 2, EXISTS_ONE: 3, MAP: 4, TRANSFORM_MAP: 5 } as const;

/** Added to a MACRO with two variables: LOOP pushes the key or index before the item. */
export const KEYED = 8;

/** Functions by how many values they take: one below 64, two below 128, three below 160, then four. */
export const FUNCTION = {
  NEGATE: 1,
  NOT: 2,
  SIZE: 3,
  LOWER_ASCII: 4,
  UPPER_ASCII: 5,
  TRIM: 6,
  JOIN: 7,
  IP: 8,
  CIDR: 9,
  TIMESTAMP: 10,
  DURATION: 11,
  BOOL: 12,
  INT: 13,
  UINT: 14,
  DOUBLE: 15,
  STRING: 16,
  BYTES: 17,
  TYPE: 18,
  REVERSE: 19,
  IS_IP: 20,
  IS_CIDR: 21,
  IS_CANONICAL: 22,
  FAMILY: 23,
  IS_UNSPECIFIED: 24,
  IS_LOOPBACK: 25,
  IS_LINK_LOCAL_MULTICAST: 26,
  IS_LINK_LOCAL_UNICAST: 27,
  IS_GLOBAL_UNICAST: 28,
  PREFIX_LENGTH: 29,
  MASKED: 30,
  /** Whether there is a value, rather than an error. */
  PRESENT: 31,
  /** FIELD is added. */
  FIELD: 32,
  EQUALS: 64,
  LESS: 65,
  LESS_OR_EQUAL: 66,
  ADD: 67,
  SUBTRACT: 68,
  MULTIPLY: 69,
  DIVIDE: 70,
  MODULO: 71,
  IN: 72,
  INDEX: 73,
  HAS: 74,
  STARTS_WITH: 75,
  ENDS_WITH: 76,
  CONTAINS: 77,
  SPLIT: 78,
  JOIN_WITH: 79,
  INDEX_OF: 80,
  LAST_INDEX_OF: 81,
  SUBSTRING: 82,
  CHAR_AT: 83,
  CONTAINS_IP: 84,
  CONTAINS_CIDR: 85,
  /** FIELD is added. */
  FIELD_AT: 96,
  SPLIT_AT_MOST: 128,
  INDEX_OF_FROM: 129,
  LAST_INDEX_OF_FROM: 130,
  SUBSTRING_TO: 131,
  REPLACE: 132,
  REPLACE_AT_MOST: 160,
} as const;

/** Parts of a time, for the functions FIELD and FIELD_AT. */
export const FIELD = {
  FULL_YEAR: 0,
  MONTH: 1,
  DATE: 2,
  DAY_OF_MONTH: 3,
  DAY_OF_WEEK: 4,
  DAY_OF_YEAR: 5,
  HOURS: 6,
  MINUTES: 7,
  SECONDS: 8,
  MILLISECONDS: 9,
} as const;
