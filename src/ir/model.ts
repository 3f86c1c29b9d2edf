/**
 * The model that every stage agrees on: what a policy set means, free of how it was written.
 *
 * Plain JSON-serializable objects. Each node that a person wrote carries its `place`.
 * Evaluation is three-valued: a test is true, false or *undecided* (the attribute it needs is
 * missing or ambiguous). Undecided makes a deny or audit rule match and an allow rule not match.
 */
import type { Place } from "../diagnostics/place.js";
import type { AddressRange } from "./address.js";
import type { Attribute, Expression } from "./expression.js";
import type { Identity } from "./identity.js";
import type { Limit, RateLimitService } from "./limit.js";
import type { PolicyTest } from "./policy-test.js";
import type { PathTemplate } from "./template.js";
import type { TransactionTokens } from "./transaction-tokens.js";

/** Everything that one mesh enforces. */
export interface PolicySet extends Identity {
  readonly mesh: string;
  /** The SPIFFE trust domain, without scheme. */
  readonly trustDomain: string;
  /** Trust domains whose workloads may be peers, too; absent: none. */
  readonly federatedTrustDomains?: readonly string[];
  readonly pathNormalization: PathNormalization;
  /** Absent: no limit is counted for the whole mesh. */
  readonly rateLimitService?: RateLimitService;
  /** How workloads behind the gateway know users; absent: each looks at the users' own credentials. */
  readonly transactionTokens?: TransactionTokens;
  readonly workloads: readonly Workload[];
  /** Sorted by name, so that no outcome depends on the order of files. */
  readonly policies: readonly Policy[];
  /** Sorted by name. They say nothing about what is enforced. */
  readonly tests: readonly PolicyTest[];
}

/**
 * What is done to a path before policy sees it; Istio's mode names, and `STRICT` (the default), which
 * refuses every spelling that two servers could read differently. See docs/policy.md.
 */
export type PathNormalization = "STRICT" | "DECODE_AND_MERGE_SLASHES" | "MERGE_SLASHES" | "BASE" | "NONE";

export type Tier = "gateway" | "sidecar";

/** One workload of the mesh, named by its SPIFFE ID. */
export interface Workload {
  readonly id: string;
  readonly tier: Tier;
  /** A peer without a certificate is refused. */
  readonly mtls?: "STRICT";
  /** Hosts and paths under which a gateway reaches the workload; empty: any. With neither, it is only called from inside. */
  readonly hosts: readonly HostPattern[];
  readonly paths: readonly PathTemplate[];
  /** From whom it takes transaction tokens; never empty. Absent: any workload of the trust domain. */
  readonly callers?: readonly PeerTest[];
  readonly place: Place;
}

export interface Policy {
  readonly name: string;
  readonly target: Target;
  /** Nothing in it is enforced: what it would have done is recorded. Its rules and limits say so too. */
  readonly shadow?: true;
  /** What happens when nothing matches; absent: deny once any allow rule targets the workload. */
  readonly default?: "allow" | "deny";
  /** Sorted by name. */
  readonly rules: readonly Rule[];
  /** Sorted by name. */
  readonly limits: readonly Limit[];
  readonly place: Place;
}

/** The workloads that a policy is for: those that fit every part given; no part: the whole mesh. */
export interface Target {
  readonly workload?: string;
  readonly namespace?: string;
  readonly tier?: Tier;
  readonly place: Place;
}

/** `audit` only records that it matched. */
export type Effect = "allow" | "deny" | "audit";

/** A rule matches when each of its clauses holds; one with no clause matches every request. */
export interface Rule {
  readonly name: string;
  readonly effect: Effect;
  /** Evaluated and recorded, not enforced. */
  readonly shadow?: true;
  readonly clauses: readonly Clause[];
  readonly place: Place;
}

/** Holds when any of its tests does. Never empty. */
export interface Clause {
  readonly anyOf: readonly Test[];
  readonly place: Place;
}

export type Test =
  | MethodTest
  | HostTest
  | PathTest
  | HeaderTest
  | PeerTest
  | SourceTest
  | ValueTest
  | ConditionTest;

/** `request.method` equals the value; case-sensitive (RFC 9110 §9.1). Undecided when there is no method. */
export interface MethodTest {
  readonly kind: "method";
  readonly value: string;
  readonly place: Place;
}

/** The host without port and trailing dot, in lower case. Undecided when there is no host. */
export interface HostTest {
  readonly kind: "host";
  readonly host: HostPattern;
  readonly place: Place;
}

/** `exact`: the whole host. `suffix`: ends with it, one or more labels before it; begins with a dot. */
export type HostPattern = { readonly exact: string } | { readonly suffix: string };

/** The normalized path without query. Undecided when the literals fit but a wildcard meets a byte outside the template alphabet. */
export interface PathTest {
  readonly kind: "path";
  readonly path: PathPattern;
  readonly place: Place;
}

export type PathPattern =
  | { readonly template: PathTemplate }
  | { readonly prefix: string }
  | { readonly suffix: string };

/**
 * A header, by its lower-case name. A header that is not there is no missing attribute: the
 * value tests are false. A header sent several times is true when all its values fit, false when
 * none does, else undecided.
 */
export interface HeaderTest {
  readonly kind: "header";
  readonly name: string;
  readonly match: HeaderMatch;
  readonly place: Place;
}

export type HeaderMatch =
  | { readonly exact: string }
  | { readonly prefix: string }
  | { readonly suffix: string }
  | { readonly present: boolean };

/** The peer's SPIFFE ID fits every part given (at least one). Undecided when the peer has no valid SPIFFE ID. */
export interface PeerTest {
  readonly kind: "peer";
  readonly id?: string;
  /** A SPIFFE ID that ends in `/`: true for every ID under it. */
  readonly idPrefix?: string;
  readonly trustDomain?: string;
  /** The segment after `/ns/` in `spiffe://TD/ns/NAMESPACE/sa/SERVICEACCOUNT`; false for an ID of another shape. */
  readonly namespace?: string;
  readonly serviceAccount?: string;
  readonly place: Place;
}

/** `source.ip` lies in the range. Undecided when there is no source address. An IPv4-mapped IPv6 address is its IPv4 address. */
export interface SourceTest {
  readonly kind: "source";
  readonly range: AddressRange;
  readonly place: Place;
}

/** An attribute that is a string fits a value. Undecided when the attribute is missing or ambiguous: an expression's error. */
export interface ValueTest {
  readonly kind: "value";
  readonly attribute: Attribute;
  readonly match: ValueMatch;
  readonly place: Place;
}

/** `oneOf`: equal to any; distinct and sorted. */
export type ValueMatch =
  | { readonly oneOf: readonly string[] }
  | { readonly prefix: string }
  | { readonly suffix: string };

/** An expression is true. Undecided when it gives an error. */
export interface ConditionTest {
  readonly kind: "condition";
  readonly expression: Expression;
  /** As written, for those who ask why. */
  readonly text: string;
  readonly place: Place;
}
