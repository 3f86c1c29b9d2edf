import { ALGORITHM, KEY_MAX, KEY_TYPE } from "../image/layout.js";
import { KeyError } from "./key-error.js";

/** Signature algorithms of JOSE (RFC 7518 §3.1, RFC 8037 §3.1). */
export type Algorithm = keyof typeof ALGORITHM;

const RS = ["RS256", "RS384", "RS512"] as const;
const PS = ["PS256", "PS384", "PS512"] as const;
const HS = ["HS256", "HS384", "HS512"] as const;

/** Bytes that a secret must have (RFC 7518 §3.2). */
const SECRET = { HS256: 32, HS384: 48, HS512: 64 } as const;

/** What a key of a KEY_TYPE can verify; `size`: bytes of its modulus or secret. */
export function algorithmsOf(type: number, size: number): readonly Algorithm[] {
  switch (type) {
    case KEY_TYPE.RSA:
      return size <= KEY_MAX.PSS_MODULUS ? [...RS, ...PS] : RS;
    case KEY_TYPE.P256:
      return ["ES256"];
    case KEY_TYPE.P384:
      return ["ES384"];
    case KEY_TYPE.P521:
      return ["ES512"];
    case KEY_TYPE.ED25519:
      return ["EdDSA"];
    default:
      return HS.filter((name) => size >= SECRET[name]);
  }
}

/**
 * Of what a key can verify that which its `alg` (RFC 7517 §4.4) leaves.
 * @throws {KeyError}
 */
export function allowedBy(alg: unknown, possible: readonly Algorithm[]): readonly Algorithm[] {
  if (alg === undefined) return possible;
  const own = alg === "Ed25519" ? "EdDSA" : alg; // RFC 9864 §2.2
  const allowed = possible.filter((name) => name === own);
  if (allowed.length > 0) return allowed;
  const written = `has an \`alg\` of \`${alg}\``;
  if (typeof own === "string" && !Object.hasOwn(ALGORITHM, own))
    throw new KeyError("skipped", `it ${written}, which signs no tokens`);
  throw new KeyError("wrong", `${written}; it is for ${possible.join(" or ")}`);
}

/** Bits of algorithms, as a key set has them. */
export function algorithmBits(algorithms: readonly Algorithm[]): number {
  return algorithms.reduce((bits, name) => bits | (1 << ALGORITHM[name]), 0);
}
