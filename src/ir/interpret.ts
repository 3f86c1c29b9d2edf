/**
 * The reference evaluator: what a policy set means, said as plainly as can be. It scans every rule, keeps
 * nothing between requests but the limits' buckets, and shares no code with the compiler and the module.
 */
import { type Authorization, audited, authorize, authorizeWithShadow } from "./authorize.js";
import { destinationOf } from "./destination.js";
import type { TestedAttribute } from "./evaluate.js";
import type { Facts } from "./facts.js";
import { foresee } from "./foresee.js";
import { type Counted, Limiter, type OwnedLimit } from "./limiter.js";
import type { Policy, PolicySet, Workload } from "./model.js";
import { type NearestMiss, nearestMiss } from "./nearest.js";
import { receive } from "./receive.js";
import type { Request } from "./request.js";
import { fitsTarget } from "./target.js";
import { wantsUser } from "./unauthenticated.js";
import { recordedUser } from "./user.js";

/** What became of a request. */
export interface Decision {
  readonly verdict: "allow" | "deny" | "unauthenticated" | "limited" | "invalid";
  readonly status: 200 | 400 | 401 | 403 | 429;
  /** The policy and the rule, or limit, that decided; null when none did. */
  readonly policy: string | null;
  readonly rule: string | null;
  /** The missing or ambiguous attribute for which a deny rule matched. */
  readonly undecided?: TestedAttribute;
  /** The workload for which a gateway refused early: the policy is its. */
  readonly destination?: string;
  /** Of a refusal because nothing allowed the request: the rule that came closest. */
  readonly nearest?: NearestMiss;
  /** `policy/rule` of each audit rule that matched, sorted. */
  readonly audit?: readonly string[];
  /** What would have become of it without shadow mode, where that differs. */
  readonly shadow?: Shadow;
  /** `policy/limit` of the first limit whose cost had no value: the request counted 1. */
  readonly costError?: string;
  /** Why an invalid request is, or why its peer or its credentials were refused. */
  readonly reason?: string;
  /** Who the user is; `sub` is cut to `MAX_RECORDED_SUB` bytes. */
  readonly user?: { readonly iss: string; readonly sub?: string };
}

/** A verdict that was not enforced. */
export interface Shadow {
  readonly verdict: "allow" | "deny" | "limited";
  readonly policy: string | null;
  readonly rule: string | null;
}

/**
 * Decides one request at one workload. `limiter`: the buckets as the requests before left them.
 * @throws {RangeError} the mesh has no such workload
 */
export function interpret(
  set: PolicySet,
  workloadId: string,
  request: Request,
  limiter: Limiter = new Limiter(),
): Decision {
  const workload = set.workloads.find(({ id }) => id === workloadId);
  if (workload === undefined) throw new RangeError(`the mesh has no workload \`${workloadId}\``);
  const facts = receive(set, workload, request);
  if ("reason" in facts) return { ...facts, policy: null, rule: null };
  const decision = judge(set, workload, facts, (limits) =>
    limiter.admit(limits, request, facts, request.timeNs ?? 0n),
  );
  return facts.user === undefined ? decision : { ...decision, user: recordedUser(facts.user) };
}

const DENIED = { verdict: "deny", status: 403 } as const;
const UNAUTHENTICATED = { verdict: "unauthenticated", status: 401 } as const;

type Admit = (limits: readonly OwnedLimit[]) => Counted;

/** Decides a valid request. */
function judge(set: PolicySet, workload: Workload, facts: Facts, admit: Admit): Decision {
  const policies = policiesOf(set, workload);
  const own = authorize(policies, facts);
  const enforced = own.verdict === "allow" ? (refusalAhead(set, workload, facts) ?? own) : own;
  const shadowed = authorizeWithShadow(policies, facts);
  const shadow = isSame(own, shadowed) ? undefined : shadowed;
  const audit = audited(policies, facts);
  const noted = audit.length === 0 ? {} : { audit };
  if (enforced.verdict === "allow")
    return { ...count(enforced, shadow, admit(limitsOf(policies))), ...noted };
  const refused = wantsUser(own, policies, facts) ? UNAUTHENTICATED : DENIED;
  return { ...enforced, ...refused, ...missOf(own, policies, facts), ...noted, ...inShadow(shadow) };
}

/** What the limits make of a request that the rules allow. */
function count(allowed: Authorization, shadow: Authorization | undefined, counted: Counted): Decision {
  const unenforced =
    shadow?.verdict !== "deny" && counted.shadow !== undefined ? limited(counted.shadow) : shadow;
  const outcome =
    counted.refused === undefined
      ? { ...allowed, status: 200 as const }
      : { ...limited(counted.refused), status: 429 as const };
  const costError = counted.costError && { costError: nameOf(counted.costError) };
  return { ...outcome, ...costError, ...inShadow(unenforced) };
}

function nameOf({ policy, limit }: OwnedLimit): string {
  return `${policy}/${limit.name}`;
}

/** Of a refusal because nothing allowed the request. */
function missOf(own: Authorization, policies: readonly Policy[], facts: Facts): { nearest?: NearestMiss } {
  const nearest = own.verdict === "deny" && own.rule === null ? nearestMiss(policies, facts) : undefined;
  return nearest === undefined ? {} : { nearest };
}

function policiesOf({ policies }: PolicySet, workload: Workload): Policy[] {
  return policies.filter(({ target }) => fitsTarget(target, workload));
}

/** What a gateway refuses because the destination would. */
function refusalAhead(
  set: PolicySet,
  workload: Workload,
  facts: Facts,
): (Authorization & { readonly destination: string }) | undefined {
  if (workload.tier !== "gateway") return undefined;
  const destination = destinationOf(set.workloads, facts);
  if (destination === undefined) return undefined;
  const refusal = foresee(policiesOf(set, destination), workload, facts);
  return refusal === undefined ? undefined : { ...refusal, destination: destination.id };
}

function isSame(a: Authorization, b: Authorization): boolean {
  return a.verdict === b.verdict && a.policy === b.policy && a.rule === b.rule;
}

function limitsOf(policies: readonly Policy[]): OwnedLimit[] {
  return policies.flatMap(({ name, limits }) => limits.map((limit) => ({ policy: name, limit })));
}

function limited({ policy, limit }: OwnedLimit): Shadow & { readonly verdict: "limited" } {
  return { verdict: "limited", policy, rule: limit.name };
}

function inShadow(shadow: Shadow | undefined): { readonly shadow?: Shadow } {
  if (shadow === undefined) return {};
  const { verdict, policy, rule } = shadow;
  return { shadow: { verdict, policy, rule } };
}
