/**
 * What the image says of users: who signs their tokens, which API keys there are, and where both may stand.
 *
 *   place        u8 kind | u8 use | u16 header or query name | u32 name (string) | u32 scheme (string, or 0)
 *   issuer       u32 name (string) | u32 `iss` (string) | u32 places (bits) | u32 first text | u32 texts: the audiences |
 *                u16 algorithms (bits, see key-set.ts) | u16 flags | f64 leeway in seconds |
 *                u32 key set (operand, 0: none yet) | u32 bytes of it
 *   text         u32 string
 *   claim header u16 header | u16 issuer | u32 name (string) | u32 first text | u32 texts: the names that lead to the claim
 *   ring         u32 name (string) | u32 places (bits)
 *   API key      10 bytes: ID | u16 ring | u32 subject (string) | u32 claims (operand: a JSON object) | u32 bytes of them |
 *                f64 expires, seconds since 1970 | 16 bytes: salt | 32 bytes: SHA-256 of salt and key; in the order of IDs
 *
 * An issuer's tokens, or a ring's keys, count only where they stand in one of its places.
 */

export const PLACE = { KIND: 0, USE: 1, KEY: 2, NAME: 4, SCHEME: 8, SIZE: 12 } as const;
export const ISSUER = {
  NAME: 0,
  ISSUER: 4,
  PLACES: 8,
  AUDIENCE: 12,
  AUDIENCES: 16,
  ALGORITHMS: 20,
  FLAGS: 22,
  LEEWAY: 24,
  KEYS: 32,
  KEYS_SIZE: 36,
  SIZE: 40,
} as const;
export const TEXT = { SIZE: 4 } as const;
export const CLAIM_HEADER = { HEADER: 0, ISSUER: 2, NAME: 4, CLAIM: 8, CLAIMS: 12, SIZE: 16 } as const;
export const RING = { NAME: 0, PLACES: 4, SIZE: 8 } as const;
export const API_KEY = {
  ID: 0,
  RING: 10,
  SUBJECT: 12,
  CLAIMS: 16,
  CLAIMS_SIZE: 20,
  EXPIRES: 24,
  SALT: 32,
  HASH: 48,
  SIZE: 80,
} as const;

/** Bytes of an API key's parts. */
export const API_KEY_BYTES = { ID: 10, SALT: 16, HASH: 32 } as const;

export const PLACE_KIND = { HEADER: 1, COOKIE: 2, QUERY: 3 } as const;

/** What stands in a place. */
export const PLACE_USE = { TOKEN: 1, API_KEY: 2 } as const;

/** FORWARD: the upstream gets the token; FETCHED: the keys come at run time. */
export const ISSUER_FLAG = { FORWARD: 1, FETCHED: 2 } as const;

export const IDENTITY_MAX = {
  /** One bit of a word for each. */
  PLACES: 32,
  ISSUERS: 256,
  TEXTS: 1 << 14,
  CLAIM_HEADERS: 256,
  RINGS: 256,
  API_KEYS: 1 << 20,
  /** Bytes of verified tokens in memory. */
  TOKEN_CACHE: 256 << 20,
} as const;
