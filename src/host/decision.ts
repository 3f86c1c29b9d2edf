import type { Request } from "../ir/request.js";

/** A request with what only the proxy's own attributes tell. */
export interface DecisionRequest extends Request {
  /** Whatever the caller knows the request by; the decision has it too. */
  readonly id?: string | number;
}

/** `error`: the module failed, or its record and its answer disagree; Envoy would answer 503. */
export type DecisionVerdict = "allow" | "deny" | "unauthenticated" | "limited" | "invalid" | "error";

/** What the cell made of a request. */
export interface Decision {
  readonly id?: string | number;
  readonly verdict: DecisionVerdict;
  /** The response status that the caller sees; 200 stands for whatever the upstream answers. */
  readonly status: number;
  readonly policy: string | null;
  readonly rule: string | null;
  /** Version of the policy set; null when the cell left no record. */
  readonly version: string | null;
  /** Why the request was invalid, or its credentials were refused. */
  readonly reason?: string;
  /** The attribute whose absence made a deny rule match. */
  readonly undecided?: string;
  /** SPIFFE ID of the workload for which a gateway refused early: the policy is its. */
  readonly destination?: string;
  /** Of a refusal because nothing allowed the request: the rule that came closest, its first clause that failed (from 0), and what that tests. */
  readonly nearest?: {
    readonly policy: string;
    readonly rule: string;
    readonly clause: number;
    readonly attribute: string;
  };
  /** What would have become of the request without shadow mode, where that differs. */
  readonly shadow?: Pick<Decision, "policy" | "rule"> & { readonly verdict: "allow" | "deny" | "limited" };
  /** Audit rules that matched, as `policy/rule`. */
  readonly audit?: readonly string[];
  /** `policy/limit` of the first limit whose cost had no value: the request counted 1. */
  readonly costError?: string;
  /** The limit of the mesh that the rate limit service did not count: its failure mode held. */
  readonly limitError?: string;
  /** Who the user is; `sub` is cut to 256 bytes. */
  readonly user?: { readonly iss: string; readonly sub?: string };
  /** What went wrong, with verdict `error`. */
  readonly message?: string;
}

/** The status that goes with each verdict the cell can record; `undefined`: the request goes on. */
export const REPLY_STATUS: Readonly<Record<Exclude<DecisionVerdict, "error">, number | undefined>> = {
  allow: undefined,
  deny: 403,
  unauthenticated: 401,
  limited: 429,
  invalid: 400,
};
