/**
 * Limits in the image.
 *
 *   limit       u32 policy (string) | u32 name (string) | u32 key (operand) | u16 key parts | u8 LIMIT_KIND | u8 ON_FAILURE |
 *               u32 LIMIT_FLAG bits | u32 rate | u32 first instruction | u16 instructions | u16 COST | u32 cost |
 *               u32 overrides (operand, or 0) | u32 body (string, or 0) | u32 its content type (string, or 0)
 *   rate        u64 interval ns | u64 tolerance ns | u32 count | u32 remainder | u32 burst | u32 0
 *               n tokens take n × interval + ⌈n × remainder / count⌉; of requests at a time only the burst is not 0
 *   key part    u32 KEY_KIND | u32 argument
 *   overrides   u32 slots (a power of two) | u32 bytes of the longest key | slots × (u32 key (string, or 0) | u32 rate): the
 *               same kind of hash table; a key is its text (src/ir/limit-key.ts)
 */

export const LIMIT = {
  POLICY: 0,
  NAME: 4,
  KEY: 8,
  KEY_COUNT: 12,
  KIND: 14,
  ON_FAILURE: 15,
  FLAGS: 16,
  RATE: 20,
  CODE: 24,
  CODE_COUNT: 28,
  COST_KIND: 30,
  COST: 32,
  OVERRIDES: 36,
  BODY: 40,
  CONTENT_TYPE: 44,
} as const;
export const RATE = { INTERVAL: 0, TOLERANCE: 8, COUNT: 16, REMAINDER: 20, BURST: 24 } as const;

export const KEY_PART = { KIND: 0, ARGUMENT: 4, SIZE: 8 } as const;
export const OVERRIDES = { SLOTS: 0, LONGEST: 4, ENTRIES: 8 } as const;
export const OVERRIDE = { KEY: 0, RATE: 4, SIZE: 8 } as const;

/** What a part of a limit's key is, and its argument. */
export const KEY_KIND = {
  /** Prefix lengths: of an IPv4 address, and times 256 of an IPv6 address. */
  SOURCE: 1,
  /** A header's id: all its values. */
  HEADER: 2,
  /** Id of an attribute that is a string. */
  ATTRIBUTE: 3,
  /** Number of a program that gives a string. */
  PROGRAM: 4,
} as const;

export const LIMIT_KIND = { RATE: 1, IN_FLIGHT: 2 } as const;

export const LIMIT_FLAG = {
  SHADOW: 1,
  /** A request that lacks a part of the key is not limited. */
  SKIP_ABSENT: 2,
  /** Counted for the whole mesh. */
  MESH: 4,
  /** The service is asked for each request. */
  EXACT: 8,
  /** `RateLimit` headers on every response; without either, on refusals. */
  HEADERS_ALWAYS: 16,
  HEADERS_NEVER: 32,
  /** They take the place of those that the service behind sends. */
  OVERWRITE: 64,
} as const;

/** What a limit of the mesh does while the service is away. */
export const ON_FAILURE = { LOCAL: 0, OPEN: 1, CLOSED: 2 } as const;

/** What a request takes, and the record's cost. */
export const COST = {
  /** The number itself. */
  CONSTANT: 0,
  /** Number of a program. */
  PROGRAM: 1,
  /** 1 for a response whose status is one of the numbers (operand). */
  STATUS: 2,
  /** Bytes of the response's body. */
  SIZE: 3,
} as const;
