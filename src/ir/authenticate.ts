/** Who a request's user is: what its credentials say, and whether that is to be believed. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Facts } from "./facts.js";
import type { ApiKeyPlace, CredentialFlaw, Identity, TokenPlace } from "./identity.js";
import { verifyToken } from "./token.js";
import { apiKeyToUser, payloadToUser, type User } from "./user.js";

/** A user, nobody, or why the request is refused. */
export type Authentication =
  | { readonly user: User | undefined }
  | { readonly refused: CredentialFlaw }
  | { readonly invalid: "several-credentials" };

/** What facts may hold credentials. */
export type Sent = Pick<Facts, "headers" | "query">;

/** `now`: seconds since 1970. */
export function authenticate(sent: Sent, identity: Identity, now: number): Authentication {
  const [credential, ...others] = distinct(credentialsOf(sent, identity));
  if (credential === undefined) return { user: undefined };
  if (others.length > 0) return { invalid: "several-credentials" };
  const user =
    credential.kind === "token"
      ? userOfToken(credential, identity, now)
      : userOfKey(credential, identity, now);
  return typeof user === "string" ? { refused: user } : { user };
}

interface Credential {
  readonly kind: "token" | "key";
  readonly place: TokenPlace;
  /** Undefined when its percent-encoding stands for no text. */
  readonly text: string | undefined;
}

/** In the order of issuers and their places, then of lists of API keys. */
function credentialsOf(sent: Sent, { issuers, apiKeys }: Identity): Credential[] {
  const tokens = issuers.flatMap(({ tokens: places }) =>
    places.map((place) => ({ kind: "token", place }) as const),
  );
  const keys = apiKeys.map((ring) => ({ kind: "key", place: ring.in }) as const);
  return [...tokens, ...keys].flatMap((one) =>
    textsAt(one.place, sent)
      .filter((text) => text !== "")
      .map((text) => ({ ...one, text })),
  );
}

/** Without those that say the same as an earlier one. */
function distinct(credentials: readonly Credential[]): Credential[] {
  return credentials.filter(
    ({ kind, text }, index) =>
      credentials.findIndex((earlier) => earlier.kind === kind && earlier.text === text) === index,
  );
}

function textsAt(place: TokenPlace, { headers, query }: Sent): readonly (string | undefined)[] {
  switch (place.kind) {
    case "header":
      return headers(place.name).map((value) => withoutScheme(value, place.scheme));
    case "cookie":
      return headers("cookie").flatMap((value) => cookiesOf(value, place.name));
    case "query":
      return query(place.name);
  }
}

/** What stands behind a scheme (RFC 9110 §11.4); empty behind another one. */
function withoutScheme(value: string, scheme: string | undefined): string {
  if (scheme === undefined) return value;
  const [, before = "", text = ""] = /^([^ ]*) +(.*)$/s.exec(value) ?? [];
  return before.toLowerCase() === scheme.toLowerCase() ? text : "";
}

/** The values of a cookie (RFC 6265 §5.4). */
function cookiesOf(header: string, name: string): string[] {
  return header
    .split(";")
    .map((pair) => pair.replace(/^[ \t]+|[ \t]+$/g, ""))
    .flatMap((pair) => (pair.startsWith(`${name}=`) ? [pair.slice(name.length + 1)] : []));
}

function userOfToken({ text, place }: Credential, { issuers }: Identity, now: number): User | CredentialFlaw {
  const here = issuers.filter(({ tokens }) => tokens.some((one) => isSamePlace(one, place)));
  const payload = text === undefined ? "token-form" : verifyToken(text, here, now);
  return typeof payload === "string" ? payload : payloadToUser(payload);
}

function isSamePlace(a: TokenPlace | ApiKeyPlace, b: TokenPlace): boolean {
  return a.kind === b.kind && a.name === b.name && schemeOf(a) === schemeOf(b);
}

function schemeOf(place: TokenPlace): string | undefined {
  return place.kind === "header" ? place.scheme?.toLowerCase() : undefined;
}

const API_KEY = /^cw_([a-z0-9]{10})_[A-Za-z0-9_-]{43}$/;

function userOfKey(
  { text = "", place }: Credential,
  { apiKeys }: Identity,
  now: number,
): User | CredentialFlaw {
  const id = API_KEY.exec(text)?.[1];
  const rings = apiKeys.filter((one) => isSamePlace(one.in, place));
  const ring = rings.find(({ keys }) => keys.some((one) => one.id === id));
  const key = ring?.keys.find((one) => one.id === id);
  if (ring === undefined || key === undefined) return "api-key";
  if (key.expires !== undefined && now >= key.expires) return "api-key";
  const hash = createHash("sha256").update(Buffer.from(key.salt, "hex")).update(text).digest();
  return timingSafeEqual(hash, Buffer.from(key.hash, "hex")) ? apiKeyToUser(ring, key) : "api-key";
}
