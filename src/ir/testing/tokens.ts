/** Tokens as issuers make them, and as attackers do. */
import { constants, createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { Algorithm, JsonWebKey } from "../identity.js";

/** A key that signs, and its public JWK; of a secret, the secret. */
export interface TestKey {
  readonly private: KeyObject | Buffer;
  readonly jwk: JsonWebKey;
}

export const RSA = pair("rsa");
export const P256 = pair("P-256");
export const P384 = pair("P-384");
export const P521 = pair("P-521");
export const ED25519 = pair("ed25519");
export const SECRET = secret(64);

/** A token of header and payload: JSON text as it is, objects as JSON. */
export function makeToken(
  key: TestKey,
  header: { alg: Algorithm } & Record<string, unknown>,
  payload: object | string,
): string {
  const text = typeof payload === "string" ? payload : JSON.stringify(payload);
  return signText(key, header.alg, JSON.stringify(header), text);
}

/** A token of texts that need be no JSON. */
export function signText(key: TestKey, algorithm: Algorithm, header: string, payload: string): string {
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${signatureOf(key.private, algorithm, Buffer.from(signed)).toString("base64url")}`;
}

export function encode(text: string): string {
  return Buffer.from(text).toString("base64url");
}

/** A secret of so many bytes. */
export function secret(bytes: number): TestKey {
  const value = Buffer.alloc(bytes, 7);
  return { private: value, jwk: { kty: "oct", k: value.toString("base64url") } };
}

/** An RSA key of another size. */
export function rsa(modulusLength: number): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength });
  return { private: privateKey, jwk: publicKey.export({ format: "jwk" }) };
}

function pair(kind: "rsa" | "ed25519" | "P-256" | "P-384" | "P-521"): TestKey {
  if (kind === "rsa") return rsa(2048);
  const { privateKey, publicKey } =
    kind === "ed25519" ? generateKeyPairSync("ed25519") : generateKeyPairSync("ec", { namedCurve: kind });
  return { private: privateKey, jwk: publicKey.export({ format: "jwk" }) };
}

function signatureOf(key: KeyObject | Buffer, algorithm: Algorithm, text: Buffer): Buffer {
  const hash = `sha${algorithm.slice(2)}`;
  if (Buffer.isBuffer(key)) return createHmac(hash, key).update(text).digest();
  if (algorithm === "EdDSA") return sign(null, text, key);
  if (algorithm.startsWith("ES")) return sign(hash, text, { key, dsaEncoding: "ieee-p1363" });
  if (!algorithm.startsWith("PS")) return sign(hash, text, key);
  return sign(hash, text, {
    key,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  });
}
