/** What makes a user's token good: a JWT (RFC 7519) in the compact form of a JWS (RFC 7515 §7.1). */
import type { Algorithm, CredentialFlaw, Issuer, JsonWebKey } from "./identity.js";
import { ASYMMETRIC, SYMMETRIC } from "./identity.js";
import { type JsonMap, memberOf, parseJsonObject } from "./json.js";
import { isKeyFor, isSignature } from "./signature.js";
import type { Value } from "./value.js";

/** Bytes of a token. */
const MAX_TOKEN = 16 * 1024;

/** Keys that are tried for one token. */
const MAX_TRIED = 8;

/** Bytes of `typ` as it is written; no type that is taken is longer. */
const MAX_TYPE = 256;

const TYPES: ReadonlySet<string> = new Set(["jwt", "at+jwt"]);

/** Header parameters by which a token would bring its key along. */
const OWN_KEYS = ["jwk", "jku", "x5u", "x5c"];

const NANOS_PER_SECOND = 1e9;

/** A token taken apart. Nothing of it is to be believed before `judgeToken`. */
export interface ReadToken {
  readonly head: JsonMap;
  readonly claims: JsonMap;
  readonly algorithm: Algorithm;
  /** What is signed. */
  readonly text: Uint8Array;
  readonly signature: Uint8Array;
}

/** What tokens of somebody have to fulfil. */
export type Requirements = Pick<Issuer, "keys" | "algorithms" | "audiences" | "leewayNs">;

/**
 * The payload of a good token, or the first thing that is wrong with it. `issuers`: those that take tokens from where it stood.
 * `now`: seconds since 1970.
 */
export function verifyToken(
  token: string,
  issuers: readonly Issuer[],
  now: number,
): JsonMap | CredentialFlaw {
  const read = readToken(token, isUserToken);
  if (typeof read === "string") return read;
  const iss = memberOf(read.claims, "iss");
  const issuer = issuers.find((one) => iss?.type === "string" && one.issuer === iss.value);
  return issuer === undefined ? "token-issuer" : (judgeToken(read, issuer, now) ?? read.claims);
}

/** Takes a token apart; `isType`: whether `typ` is of a kind that is expected. */
export function readToken(
  token: string,
  isType: (type: Value | undefined) => boolean,
): ReadToken | CredentialFlaw {
  if (Buffer.byteLength(token) > MAX_TOKEN) return "token-size";
  const parts = token.split(".");
  const [header, payload, signature] = parts.map(decode);
  const head = header && parseJsonObject(header);
  const claims = payload && parseJsonObject(payload);
  if (parts.length !== 3 || head === undefined || claims === undefined || signature === undefined) {
    return "token-form";
  }
  const algorithm = algorithmOf(head);
  if (algorithm === undefined) return "token-algorithm";
  const text = Buffer.from(token.slice(0, token.lastIndexOf(".")));
  return headerFlaw(head, isType) ?? { head, claims, algorithm, text, signature };
}

/** What is wrong with signature, times or audience. */
export function judgeToken(
  { head, claims, algorithm, text, signature }: ReadToken,
  required: Requirements,
  now: number,
): CredentialFlaw | undefined {
  const keys = required.algorithms.includes(algorithm) ? keysFor(required, head, algorithm) : [];
  if (keys.length === 0) return "token-key";
  if (!keys.some((key) => isSignature(key, algorithm, text, signature))) return "token-signature";
  return claimsFlaw(claims, required, now);
}

/** The bytes of base64url (RFC 4648 §5) without padding, as an encoder writes it; undefined for anything else. */
function decode(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, "base64url");
  return bytes.toString("base64url") === text ? bytes : undefined;
}

function algorithmOf(header: JsonMap): Algorithm | undefined {
  const alg = memberOf(header, "alg")?.value;
  const name = alg === "Ed25519" ? "EdDSA" : alg;
  return [...ASYMMETRIC, ...SYMMETRIC].find((one) => one === name);
}

function headerFlaw(
  header: JsonMap,
  isType: (type: Value | undefined) => boolean,
): CredentialFlaw | undefined {
  if (memberOf(header, "crit") !== undefined) return "token-critical";
  if (OWN_KEYS.some((name) => memberOf(header, name) !== undefined)) return "token-key";
  return isType(memberOf(header, "typ")) ? undefined : "token-type";
}

/** One that says nothing is taken for a JWT. */
function isUserToken(type: Value | undefined): boolean {
  return type === undefined || TYPES.has(mediaTypeOf(type));
}

/** A media type, whose case does not matter and whose `application/` may be left out (RFC 7515 §4.1.9); empty for anything else. */
export function mediaTypeOf(type: Value | undefined): string {
  if (type?.type !== "string" || type.value.length > MAX_TYPE) return "";
  return type.value.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).replace(/^application\//, "");
}

/** The keys that are tried: of the token's `kid`, when it names one. */
function keysFor({ keys }: Requirements, header: JsonMap, algorithm: Algorithm): readonly JsonWebKey[] {
  const kid = memberOf(header, "kid");
  const all = "jwks" in keys ? keys.jwks : [];
  const named = kid === undefined ? all : all.filter((key) => kid.type === "string" && key.kid === kid.value);
  return named.filter((key) => isKeyFor(key, algorithm)).slice(0, MAX_TRIED);
}

function claimsFlaw(claims: JsonMap, issuer: Requirements, now: number): CredentialFlaw | undefined {
  const [exp, nbf, iat, sub] = ["exp", "nbf", "iat", "sub"].map((name) => memberOf(claims, name));
  const leeway = issuer.leewayNs / NANOS_PER_SECOND;
  if (isNumber(exp) && now >= Number(exp.value) + leeway) return "token-expired";
  if ([nbf, iat].some((time) => isNumber(time) && now < Number(time.value) - leeway)) return "token-early";
  if (issuer.audiences.length > 0 && !isFor(memberOf(claims, "aud"), issuer.audiences))
    return "token-audience";
  const areTimes = isTime(exp) && [nbf, iat].every((time) => time === undefined || isTime(time));
  return areTimes && (sub === undefined || sub.type === "string") ? undefined : "token-form";
}

function isFor(aud: Value | undefined, audiences: readonly string[]): boolean {
  const named = aud?.type === "list" ? aud.value : [aud];
  return named.some((one) => one?.type === "string" && audiences.includes(one.value));
}

function isNumber(value: Value | undefined): value is Extract<Value, { readonly type: "int" | "double" }> {
  return value?.type === "int" || value?.type === "double";
}

function isTime(value: Value | undefined): boolean {
  return isNumber(value) && Number.isFinite(Number(value.value));
}
