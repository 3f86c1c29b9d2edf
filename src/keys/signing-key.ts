/** Keys that sign transaction tokens. */
import { createPrivateKey, createPublicKey, type JsonWebKeyInput, sign, verify } from "node:crypto";
import type { JsonWebKey } from "../ir/identity.js";
import type { TransactionTokens } from "../ir/transaction-tokens.js";

/** Why a key that verifies can't sign; undefined: it can. */
export function signingKeyFlaw(
  key: JsonWebKey,
  algorithm: TransactionTokens["algorithm"],
): { readonly message: string; readonly help: string } | undefined {
  if (algorithm === "HS256") return undefined; // who verifies can sign
  const help = "the first key signs: give it with its private parts (RFC 7518 §6.3.2)";
  if (typeof key.d !== "string") return { message: "it has no private part", help };
  return isPair(key) ? undefined : { message: "its private part does not go with the public one", help };
}

/** What signs: the secret for HS256; for RS256 the private key as PKCS #8 in DER, as Envoy's `sign` takes it. */
export function signingMaterial(key: JsonWebKey, algorithm: TransactionTokens["algorithm"]): Uint8Array {
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
