import { ALGORITHM, KEY_MAX, KEY_TYPE } from "../image/layout.js";
import { KeyError } from "./problem.js";

/** Signature algorithms of JOSE (RFC 7518 §3.1, RFC 8037 §3.1). */
export type Algorithm = keyof typeof ALGORITHM;

/** Bits of algorithms, as a key set has them. */
export function algorithmBits(algorithms: readonly Algorithm[]): number {
  return algorithms.reduce((bits, name) => bits | (1 << ALGORITHM[name]), 0);
}

/** What a key of a type can verify: the shortest digest comes first. */
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
      return HS.filter((name) => size >= SECRET_SIZES[name]);
  }
}

const RS = ["RS256", "RS384", "RS512"] as const;
const PS = ["PS256", "PS384", "PS512"] as const;
const HS = ["HS256", "HS384", "HS512"] as const;

/** Bytes that a secret must have for each (RFC 7518 §3.2). */
const SECRET_SIZES = { HS256: 32, HS384: 48, HS512: 64 } as const;

/**
 * The bits of what a key may verify: what it can, and of that only its own `alg` if it has one.
 * @throws {KeyError} when that is nothing
 */
export function allowedAlgorithms(alg: unknown, possible: readonly Algorithm[]): number {
  if (alg === undefined) return algorithmBits(possible);
  if (typeof alg !== "string")
    throw new KeyError("key-form", "`alg` is no text", "write the name of an algorithm, or leave it out");
  const own = possible.filter((name) => name === alg || (name === "EdDSA" && alg === "Ed25519"));
  if (own.length > 0) return algorithmBits(own);
  if (Object.hasOwn(ALGORITHM, alg) || alg === "Ed25519")
    throw new KeyError(
      "key-algorithm",
      `\`${alg}\` does not go with this key`,
      `its algorithm is ${possible.join(" or ")}`,
    );
  throw new KeyError(
    "other-use",
    `\`${alg}\` signs no tokens`,
    "nothing, if this key is not for tokens",
    "warning",
  );
}
