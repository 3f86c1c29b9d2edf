/** Makes tokens that no library would make. */
import { constants, createHmac, type KeyObject, type SigningOptions, sign } from "node:crypto";
import { AUDIENCE, ISSUER, KEYS, SECRET } from "./issuers.js";

/** Gives the signature of a text. */
export type Sign = (text: string) => Uint8Array;

/** What is put into a part: an object as JSON, anything else as it is. */
export type Part = object | string | Uint8Array;

const PKCS1 = { padding: constants.RSA_PKCS1_PADDING };

export const RS256: Sign = (text) => sign("sha256", Buffer.from(text), KEYS.rsa.privateKey);

export function now(): number {
  return Math.floor(Date.now() / 1000);
}

/** Claims of a good token, with others instead; `undefined` takes one out. */
export function claims(others: Readonly<Record<string, unknown>> = {}): object {
  return { iss: ISSUER, sub: "alice", aud: AUDIENCE, exp: now() + 3600, iat: now(), ...others };
}

/** A member more before those of a good token, written by hand. */
export function claimsAnd(member: string): string {
  return `{${member},${JSON.stringify(claims()).slice(1)}`;
}

export function part(content: Part): string {
  const bytes =
    typeof content === "string" || content instanceof Uint8Array ? content : JSON.stringify(content);
  return Buffer.from(bytes).toString("base64url");
}

export function forge(header: Part, payload: Part, signer: Sign = RS256): string {
  const signed = `${part(header)}.${part(payload)}`;
  return `${signed}.${part(signer(signed))}`;
}

/** A good token but for its header. */
export function withHeader(header: Part, signer?: Sign): string {
  return forge(header, claims(), signer);
}

/** A good token but for its claims. */
export function withClaims(payload: Part, signer?: Sign): string {
  return forge({ alg: "RS256", kid: "rsa" }, payload, signer);
}

export function good(): string {
  return withClaims(claims());
}

/** A good token, with its signature made into another. */
export function bent(bend: (signature: Buffer) => Uint8Array): string {
  return withClaims(claims(), (text) => bend(Buffer.from(RS256(text))));
}

export function ecdsa(hash: string, key: KeyObject, dsaEncoding: "der" | "ieee-p1363" = "ieee-p1363"): Sign {
  return (text) => sign(hash, Buffer.from(text), { key, dsaEncoding });
}

export function rsa(hash: string, options: SigningOptions = PKCS1): Sign {
  return (text) => sign(hash, Buffer.from(text), { key: KEYS.rsa.privateKey, ...options });
}

export function pss(hash: string, saltLength: number): Sign {
  return rsa(hash, { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
}

export const ed25519: Sign = (text) => sign(null, Buffer.from(text), KEYS.ed.privateKey);

export function hmac(secret: Uint8Array | string | KeyObject = SECRET, hash = "sha256"): Sign {
  return (text) => createHmac(hash, secret).update(text).digest();
}

/** A number as so many bytes, the highest first. */
export function toBytes(value: bigint, length: number): Buffer {
  return Buffer.from(value.toString(16).padStart(2 * length, "0"), "hex");
}

export function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
}
