/** Who is believed to say who a user is. Plain JSON-serializable objects, as the rest of the model. */
import type { Place } from "../diagnostics/place.js";

/** What a policy set says of users. All empty: no request has a user, and credentials are not looked at. */
export interface Identity {
  /** Sorted by name. */
  readonly issuers: readonly Issuer[];
  /** Sorted by name. */
  readonly apiKeys: readonly ApiKeyRing[];
  /** Bytes of verified tokens that each worker may remember; 0: none. */
  readonly tokenCacheBytes: number;
}

/** Who signs tokens (JWT, RFC 7519) that are believed. */
export interface Issuer {
  readonly name: string;
  /** The claim `iss`, compared byte for byte. No two issuers have the same. */
  readonly issuer: string;
  /** A token needs any of them in `aud`; empty: `aud` is not looked at. Distinct and sorted. */
  readonly audiences: readonly string[];
  /** Distinct and sorted; never empty. */
  readonly algorithms: readonly Algorithm[];
  /** How far the clock may be off for `exp`, `nbf` and `iat`, in nanoseconds. */
  readonly leewayNs: number;
  /** Where its tokens may stand; never empty. */
  readonly tokens: readonly TokenPlace[];
  readonly keys: IssuerKeys;
  readonly claimHeaders: readonly ClaimHeader[];
  /** Whether the upstream gets the token as it came; otherwise it is taken out of headers and cookies. */
  readonly forward: boolean;
  readonly place: Place;
}

/** Signature algorithms (RFC 7518 §3.1, RFC 8037 §3.1); `HS*` is only believed where an issuer names it. */
export const ASYMMETRIC = [
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "PS256",
  "PS384",
  "PS512",
  "RS256",
  "RS384",
  "RS512",
] as const;
export const SYMMETRIC = ["HS256", "HS384", "HS512"] as const;
export type Algorithm = (typeof ASYMMETRIC)[number] | (typeof SYMMETRIC)[number];

/** Where a token stands. `scheme`: what stands before it, in any case (RFC 9110 §11.1); absent: nothing. Header names in lower case. */
export type TokenPlace =
  | { readonly kind: "header"; readonly name: string; readonly scheme?: string }
  | { readonly kind: "cookie"; readonly name: string }
  | { readonly kind: "query"; readonly name: string };

/** A JSON Web Key as it was read (RFC 7517 §4). */
export type JsonWebKey = Readonly<Record<string, unknown>>;

/** The keys themselves, or where Envoy fetches them: through a cluster of its configuration. */
export type IssuerKeys =
  | { readonly jwks: readonly JsonWebKey[] }
  | { readonly uri: string; readonly refreshNs: number; readonly cluster: string };

/** A header for the upstream, in lower case, with the value of a claim. Callers' own copies never count. */
export interface ClaimHeader {
  /** The names that lead to it; the first is one of the payload. */
  readonly claim: readonly string[];
  readonly header: string;
  readonly place: Place;
}

/** API keys that stand in the same place. */
export interface ApiKeyRing {
  /** What `user.iss` is for them. */
  readonly name: string;
  readonly in: ApiKeyPlace;
  /** Sorted by ID, which is distinct in the whole set. */
  readonly keys: readonly ApiKey[];
  readonly place: Place;
}

/** Header names in lower case. */
export type ApiKeyPlace = { readonly kind: "header" | "query"; readonly name: string };

/** What is known of a key `cw_<id>_<secret>`: not the key. */
export interface ApiKey {
  readonly id: string;
  /** 16 bytes, lower-case hexadecimal. */
  readonly salt: string;
  /** SHA-256 of the salt and the whole key, lower-case hexadecimal. */
  readonly hash: string;
  readonly subject: string;
  /** A JSON object: what `user.claims` is. */
  readonly claims: string;
  /** Seconds since 1970; from then on it is refused. */
  readonly expires?: number;
  readonly place: Place;
}

/** Why credentials were refused: what a record says as `reason`. */
export type CredentialFlaw =
  | "token-size"
  | "token-form"
  | "token-algorithm"
  | "token-critical"
  | "token-key"
  | "token-type"
  | "token-issuer"
  | "token-signature"
  | "token-expired"
  | "token-early"
  | "token-audience"
  | "api-key";

/** Whether requests can have a user at all. */
export function hasUsers({ issuers, apiKeys }: Identity): boolean {
  return issuers.length > 0 || apiKeys.length > 0;
}

/** Bytes that each worker remembers of verified tokens unless the mesh says otherwise. */
export const DEFAULT_TOKEN_CACHE = 16 << 20;

/** What a mesh says of users that says nothing. */
export const NO_IDENTITY: Identity = { issuers: [], apiKeys: [], tokenCacheBytes: DEFAULT_TOKEN_CACHE };
