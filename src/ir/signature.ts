/** Signatures of tokens (RFC 7518 §3, RFC 8037 §3.1) and the keys that fit them. */
import { constants, createHmac, createPublicKey, timingSafeEqual, verify } from "node:crypto";
import type { Algorithm, JsonWebKey } from "./identity.js";

/** Bits of the smallest modulus (RFC 7518 §3.3), and of the largest for PS256, PS384 and PS512. */
const MODULUS = { least: 2048, mostForPss: 4096 };

const CURVES: Readonly<Partial<Record<Algorithm, string>>> = {
  ES256: "P-256",
  ES384: "P-384",
  ES512: "P-521",
  EdDSA: "Ed25519",
};

const KEY_TYPES: Readonly<Record<string, string>> = { RS: "RSA", PS: "RSA", ES: "EC", HS: "oct", Ed: "OKP" };

/** Whether a key may verify by an algorithm: its kind and size are for it, and it says nothing else itself. */
export function isKeyFor(key: JsonWebKey, algorithm: Algorithm): boolean {
  const { kty, crv, use = "sig", alg = algorithm } = key;
  const own = alg === "Ed25519" ? "EdDSA" : alg;
  if (use !== "sig" || own !== algorithm || kty !== KEY_TYPES[algorithm.slice(0, 2)]) return false;
  if (kty === "oct") return secretOf(key).length >= hashBits(algorithm) / 8;
  if (kty !== "RSA") return crv === CURVES[algorithm];
  const bits = createPublicKey({ key, format: "jwk" }).asymmetricKeyDetails?.modulusLength ?? 0;
  return bits >= MODULUS.least && (bits <= MODULUS.mostForPss || algorithm.startsWith("RS"));
}

/** Whether a signature is the text's, by a key that is for the algorithm. */
export function isSignature(
  key: JsonWebKey,
  algorithm: Algorithm,
  text: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (algorithm.startsWith("HS")) {
    const code = createHmac(hashOf(algorithm), secretOf(key)).update(text).digest();
    return code.length === signature.length && timingSafeEqual(code, signature);
  }
  const hash = algorithm === "EdDSA" ? null : hashOf(algorithm);
  return verify(
    hash,
    text,
    { key: createPublicKey({ key, format: "jwk" }), ...encodingOf(algorithm) },
    signature,
  );
}

function encodingOf(algorithm: Algorithm) {
  if (algorithm.startsWith("ES")) return { dsaEncoding: "ieee-p1363" } as const;
  if (!algorithm.startsWith("PS")) return {};
  return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
}

function hashOf(algorithm: Algorithm): string {
  return `sha${hashBits(algorithm)}`;
}

function hashBits(algorithm: Algorithm): number {
  return Number(algorithm.slice(2));
}

function secretOf({ k }: JsonWebKey): Buffer {
  return Buffer.from(String(k), "base64url");
}
