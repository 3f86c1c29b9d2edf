/** The limits of a policy: how much is admitted for each key. */
import type { Place } from "../diagnostics/place.js";
import type { Attribute, Expression } from "./expression.js";
import type { Clause } from "./model.js";

/** A request passes when each limit that is for it admits it; one that is refused takes from none. */
export interface Limit {
  readonly name: string;
  /** It is for requests for which each of them holds or is undecided. */
  readonly clauses: readonly Clause[];
  readonly capacity: Capacity;
  /** No part: one bucket for all. */
  readonly key: readonly LimitKey[];
  /** A request that lacks a part of the key is not limited; otherwise the missing part is a key of its own. */
  readonly absent?: "skip";
  /** Other capacities of the same kind for some keys; sorted by key, each once. */
  readonly overrides: readonly Override[];
  /** What a request takes of a rate; absent: 1. */
  readonly cost?: Cost;
  /** Counted by all proxies of the mesh together; absent: by each proxy alone. */
  readonly mesh?: MeshScope;
  readonly response?: LimitResponse;
  /** Counted and recorded, not enforced. */
  readonly shadow?: true;
  readonly place: Place;
}

export type Capacity = Rate | Concurrency;

/** A token bucket for each key (GCRA, ITU-T I.371). */
export interface Rate {
  /** Tokens that come back in each period, 1 to `MAX_COUNT`, at most one each nanosecond. */
  readonly count: number;
  /** Nanoseconds. */
  readonly periodNs: number;
  /** Tokens of a full bucket, 1 to `MAX_COUNT`. */
  readonly burst: number;
}

/** Requests at a time, 1 to `MAX_COUNT`. */
export interface Concurrency {
  readonly inFlight: number;
}

/** The most tokens that a rate, a burst or a cost can have: what 32 bits hold. */
export const MAX_COUNT = 2 ** 32 - 1;

/** How long an empty bucket may take to fill: 100 years of 365.25 days, so that times fit the image's numbers. */
export const MAX_FILL_NS = 36_525 * 86_400e9;

/** What tells buckets apart. */
export type LimitKey =
  /** The source address, without the bits behind a prefix of its family. */
  | { readonly kind: "source"; readonly v4: number; readonly v6: number }
  /** All values of a header (name in lower case) in their order; lacking when there is none. */
  | { readonly kind: "header"; readonly name: string }
  /** An attribute that is a string; lacking when it is missing or ambiguous. */
  | { readonly kind: "attribute"; readonly attribute: Attribute }
  /** An expression that gives a string; lacking when it gives an error, or anything else. */
  | { readonly kind: "expression"; readonly expression: Expression };

/** `key`: the text of a key (src/ir/limit-key.ts). */
export interface Override {
  readonly key: string;
  readonly capacity: Capacity;
  readonly place: Place;
}

/**
 * `request`: an expression that gives an int or uint; when it gives an error, anything else or less than 0,
 * the request counts 1 and that is recorded. What takes more than the burst is never admitted.
 * `status` (1, or 0 for a response with another status) and `size` (bytes of the response's body) are known
 * when the response is: the request passes while there is a token, and what it takes may leave a debt.
 */
export type Cost =
  | { readonly kind: "request"; readonly expression: Expression; readonly text: string }
  | { readonly kind: "status"; readonly ranges: readonly StatusRange[] }
  | { readonly kind: "size" };

/** HTTP statuses, both ends included. */
export interface StatusRange {
  readonly from: number;
  readonly to: number;
}

export interface MeshScope {
  /** The rate limit service is asked for each request, not for many at once. */
  readonly isExact: boolean;
  /** While the service is away: a share of the limit at each proxy, all requests pass, or none does. */
  readonly onFailure: "local" | "open" | "closed";
}

/** What callers are told. */
export interface LimitResponse {
  /** On which responses the `RateLimit` headers are. */
  readonly headers: "always" | "refused" | "never";
  /** They take the place of headers of the same names that the service behind sends. */
  readonly overwrite: boolean;
  /** Of a refusal; absent: problem details (RFC 9457). */
  readonly body?: { readonly contentType: string; readonly text: string };
}

/** The rate limit service that counts for the whole mesh (envoy.service.ratelimit.v3). */
export interface RateLimitService {
  /** Envoy's cluster of it. */
  readonly cluster: string;
  readonly domain: string;
  /** How long to wait for an answer. */
  readonly timeoutNs: number;
}

/** How long as many tokens take to come back, in whole nanoseconds: rounded up, so that the rate is never exceeded. */
export function tokensToNs({ count, periodNs }: Pick<Rate, "count" | "periodNs">, tokens: bigint): bigint {
  return (tokens * BigInt(periodNs) + BigInt(count) - 1n) / BigInt(count);
}

/** Whether it counts requests at a time. */
export function isConcurrency(capacity: Capacity): capacity is Concurrency {
  return "inFlight" in capacity;
}

/** Whether what a request takes is known only with its response. */
export function isPaidLater({ cost }: Limit): boolean {
  return cost?.kind === "status" || cost?.kind === "size";
}
