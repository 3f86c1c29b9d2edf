/**
 * A key set: the public keys and shared secrets of one issuer, as the module reads them in place. Those of a file
 * stand in the image; those that are fetched come in the same form at run time. Little-endian; every offset is from
 * the first byte of the set, which may lie anywhere.
 *
 *   0       4      8       12
 *   +-------+------+-------+-------------+--------------------------------+
 *   | magic | size | count | count × key | bytes that the keys refer to   |
 *   +-------+------+-------+-------------+--------------------------------+
 *
 *   key      u8 type | u8 0 | u16 algorithms (bits, at least one) | range kid (offset 0: none) | range material |
 *            range modulus | range exponent    of RSA, within the material; else both are 0
 *   range    u32 offset | u32 bytes
 *   material RSA and EC: SubjectPublicKeyInfo in DER (RFC 5280 §4.1.2.7), which is what Envoy's `verify_signature`
 *            takes; Ed25519: the 32 bytes of the point; SECRET: the secret
 *
 * A key stands where its JWKS has it: keys of one kid are tried in that order.
 */

/** "CWKS" in file order. */
export const KEY_SET_MAGIC = 0x534b5743;

export const KEY_SET = { MAGIC: 0, SIZE: 4, COUNT: 8, KEYS: 12 } as const;

export const KEY_RECORD = {
  TYPE: 0,
  ALGORITHMS: 2,
  KID: 4,
  MATERIAL: 12,
  MODULUS: 20,
  EXPONENT: 28,
  SIZE: 36,
} as const;

/** Bounds of a key set; who writes one refuses what exceeds them. */
export const KEY_MAX = {
  KEYS: 64,
  /** UTF-8. */
  KID: 256,
  /** Bytes of a modulus: 8192 bits, the largest that Envoy's BoringSSL takes. */
  MODULUS: 1024,
  /** Bytes of the largest modulus for PS256, PS384 and PS512, which the module verifies itself. */
  PSS_MODULUS: 512,
  EXPONENT: 4,
  SECRET: 1024,
  /** What a SubjectPublicKeyInfo has beside the modulus and the exponent. */
  RSA_OVERHEAD: 64,
} as const;

/** Bytes of the smallest modulus (RFC 7518 §3.3: 2048 bits). */
export const MIN_MODULUS = 256;

/** `kty`, and `crv` where it has one. */
export const KEY_TYPE = { RSA: 1, P256: 2, P384: 3, P521: 4, ED25519: 5, SECRET: 6 } as const;

/** Bytes of the material of the types where all have the same: an uncompressed point, with what is before it. */
export const KEY_MATERIAL = { P256: 91, P384: 120, P521: 158, ED25519: 32 } as const;

/**
 * The number of an algorithm (RFC 7518 §3.1, RFC 8037 §3.1) is its bit in a set of them: three of each family, with
 * SHA-256, SHA-384 and SHA-512.
 */
export const ALGORITHM = {
  RS256: 0,
  RS384: 1,
  RS512: 2,
  PS256: 3,
  PS384: 4,
  PS512: 5,
  ES256: 6,
  ES384: 7,
  ES512: 8,
  HS256: 9,
  HS384: 10,
  HS512: 11,
  EdDSA: 12,
} as const;
