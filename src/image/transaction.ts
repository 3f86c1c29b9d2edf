/**
 * What the image says of transaction tokens: one record, or none where the mesh has none.
 *
 *   transaction u32 trust domain (string): `aud` | u16 algorithm (number) | u16 flags | u32 lifetime in seconds |
 *               u32 key set (operand, 0: this tier verifies none) | u32 bytes of it |
 *               u32 signing key (operand, 0: this tier signs none) | u32 bytes of it |
 *               u32 header (string, or 0) | u32 claims (string, or 0) | u32 first text | u32 texts
 *
 * A gateway signs. Its signing key is a secret, or PKCS #8 in DER; `header` is a token's first part with the dot, as it
 * stands in tokens; `claims` is what the JSON of every token begins with; the texts are the names of the claims of a
 * user that travel. Other tiers verify: the texts are the workloads that may have asked for a token (`req_wl`), and
 * the rules of effect CALLERS tell from whom one is taken.
 */

export const TRANSACTION_MAX = {
  /** Seconds. */
  LIFETIME: 3600,
  /** Bytes of a token: what a set of received tokens holds (assembly/received/token-set.ts). */
  TOKEN: 8176,
  /** Seconds that the clocks of a mesh may differ. */
  LEEWAY: 5,
} as const;

export const TRANSACTION = {
  TRUST_DOMAIN: 0,
  ALGORITHM: 4,
  FLAGS: 6,
  LIFETIME: 8,
  KEYS: 12,
  KEYS_SIZE: 16,
  SIGNING_KEY: 20,
  SIGNING_KEY_SIZE: 24,
  HEADER: 28,
  CLAIMS: 32,
  TEXT: 36,
  TEXTS: 40,
  SIZE: 44,
} as const;

/** What of a user travels for policies, beside named claims: `aud`, the scopes, all claims. */
export const TRANSACTION_FLAG = { AUD: 1, SCOPES: 2, ALL_CLAIMS: 4 } as const;
