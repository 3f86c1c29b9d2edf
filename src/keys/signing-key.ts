/** Keys that sign transaction tokens. */
import { createPrivateKey, createPublicKey, type JsonWebKeyInput, sign, verify } from "node:crypto";
import type { JsonWebKey } from "./material.js";

/** Algorithms that transaction tokens are signed with. */
export type SigningAlgorithm = "HS256" | "RS256";

/** Why a key that verifies can't sign, in words that go on after its name; undefined: it can. */
export function signingKeyFlaw(key: JsonWebKey, algorithm: SigningAlgorithm): string | undefined {
  if (algorithm === "HS256") return undefined; // who verifies can sign
  if (typeof key.d !== "string") return "has no private part";
  return isPair(key) ? undefined : "has a private part that does not go with its public one";
}

/** What signs: the secret for HS256; for RS256 the private key as PKCS #8 in DER, as Envoy's `sign` takes it. */
export function signingMaterial(key: JsonWebKey, algorithm: SigningAlgorithm): Uint8Array {
  if (algorithm === "HS256") return Buffer.from(String(key.k), "base64url");
  return createPrivateKey(inputOf(key)).export({ type: "pkcs8", format: "der" });
}

/** Whether what the private part signs verifies with the public part. */
function isPair(key: JsonWebKey): boolean {
  const text = Buffer.from("a pair");
  try {
    const { kty, n, e } = key;
    const signature = sign("sha256", text, createPrivateKey(inputOf(key)));
    return verify("sha256", text, createPublicKey(inputOf({ kty, n, e })), signature);
  } catch {
    return false;
  }
}

function inputOf(key: JsonWebKey): JsonWebKeyInput {
  return { key: key as JsonWebKeyInput["key"], format: "jwk" };
}
