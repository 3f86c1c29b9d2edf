/**
 * How the user of a request is known behind the gateway (draft-ietf-oauth-transaction-tokens): the gateway signs who
 * the user is, each workload behind it believes that and nothing else.
 */
import type { Place } from "../diagnostics/place.js";
import type { JsonWebKey } from "./identity.js";

export interface TransactionTokens {
  /** HS256: who verifies could sign as well. RS256: gateways alone sign. */
  readonly algorithm: "HS256" | "RS256";
  /** The first signs, all verify. Each has a `kid` of its own; never empty. */
  readonly keys: readonly JsonWebKey[];
  /** From `iat` to `exp`, in seconds. */
  readonly lifetimeSeconds: number;
  readonly place: Place;
}

/** How far the clocks of a mesh may differ, for `exp`, `nbf` and `iat` of transaction tokens, in seconds. */
export const CLOCK_LEEWAY_SECONDS = 5;
