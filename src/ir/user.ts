import type { ApiKey, ApiKeyRing } from "./identity.js";
import { type JsonMap, memberOf, parseJsonObject } from "./json.js";
import type { Value } from "./value.js";

/** Whom a request is for, as verified credentials say. */
export interface User {
  /** Who says so: the issuer of the token, or the name of the list of API keys. */
  readonly iss: string;
  /** Undefined when the token names nobody. */
  readonly sub: string | undefined;
  readonly aud: readonly string[];
  readonly scopes: readonly string[];
  /** All that the token says. */
  readonly claims: JsonMap;
}

/** The user of a token, by its payload. */
export function payloadToUser(payload: JsonMap): User {
  return describeUser(memberOf(payload, "sub"), payload, payload);
}

/** A user: `about` has `iss`, `aud` and the scopes. */
export function describeUser(sub: Value | undefined, about: JsonMap, claims: JsonMap): User {
  const iss = memberOf(about, "iss");
  return {
    iss: iss?.type === "string" ? iss.value : "",
    sub: sub?.type === "string" ? sub.value : undefined,
    aud: toTexts(memberOf(about, "aud"), (text) => [text]),
    scopes: scopesOf(about),
    claims,
  };
}

/** The user that a person wrote down, as the payload of a token. @throws {TypeError} no such JSON */
export function writtenToUser(payload: string): User {
  const parsed = parseJsonObject(Buffer.from(payload));
  if (parsed === undefined) throw new TypeError(`no payload of a token: ${payload}`);
  return payloadToUser(parsed);
}

/** The user of an API key. */
export function apiKeyToUser({ name }: ApiKeyRing, { subject, claims }: ApiKey): User {
  return { ...writtenToUser(claims), iss: name, sub: subject, aud: [], scopes: [] };
}

/** `scope` (RFC 8693 §4.2), else `scp`, which some issuers write instead, also as an array. */
function scopesOf(payload: JsonMap): readonly string[] {
  const scope = memberOf(payload, "scope");
  const written = scope?.type === "string" ? scope : memberOf(payload, "scp");
  return toTexts(written, (text) => text.split(" ").filter((part) => part !== ""));
}

/** The strings of a list, or what a string stands for. */
function toTexts(value: Value | undefined, split: (text: string) => readonly string[]): readonly string[] {
  if (value?.type === "string") return split(value.value);
  if (value?.type !== "list") return [];
  return value.value.flatMap((item) => (item.type === "string" ? [item.value] : []));
}

/** Bytes of `sub` in records. */
export const MAX_RECORDED_SUB = 256;

/** Who a user is, as records say it: without the character that would make `sub` too long, and what follows. */
export function recordedUser({ iss, sub }: User): { readonly iss: string; readonly sub?: string } {
  if (sub === undefined) return { iss };
  let bytes = 0;
  const kept = [...sub].filter((character) => {
    bytes += Buffer.byteLength(character);
    return bytes <= MAX_RECORDED_SUB;
  });
  return { iss, sub: kept.join("") };
}
