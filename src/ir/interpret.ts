/**
 * The reference evaluator: what a policy set means, said as plainly as can be. It scans every rule, keeps
 * nothing between requests but the limits' buckets, and shares no code with the compiler and the module.
 */
import { type Attribute, evaluateRule, type Match } from "./evaluate.js";
import { type Facts, requestToFacts } from "./facts.js";
import { Limiter } from "./limiter.js";
import type { Effect, Policy, PolicySet, Rule } from "./model.js";
import type { Request } from "./request.js";
import { fitsTarget } from "./target.js";

/** What became of a request. */
export interface Decision {
  readonly verdict: "allow" | "deny" | "limited" | "invalid";
  readonly status: 200 | 400 | 403 | 429;
  /** The policy and the rule, or limit, that decided; null when none did. */
  readonly policy: string | null;
  readonly rule: string | null;
  /** The missing or ambiguous attribute for which a deny rule matched. */
  readonly undecided?: Attribute;
  /** `policy/rule` of each audit rule that matched, sorted. */
  readonly audit?: readonly string[];
  /** Why an invalid request is. */
  readonly reason?: string;
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
  const policies = set.policies.filter(({ target }) => fitsTarget(target, workload));
  const facts = requestToFacts(request, set.pathNormalization);
  if ("invalid" in facts) {
    return { verdict: "invalid", status: 400, policy: null, rule: null, reason: facts.invalid };
  }
  const decision = authorize(policies, facts);
  const audited = matching(policies, "audit", facts).map(({ policy, rule }) => `${policy.name}/${rule.name}`);
  const audit = audited.length === 0 ? {} : { audit: audited };
  if (decision.verdict === "deny") return { ...decision, ...audit };
  const limits = policies.flatMap((policy) => policy.limits.map((limit) => ({ policy: policy.name, limit })));
  const refused = limiter.admit(limits, facts, request.timeNs ?? 0n);
  if (refused === undefined) return { ...decision, ...audit };
  return { verdict: "limited", status: 429, policy: refused.policy, rule: refused.limit.name, ...audit };
}

/** A matching deny wins; else a matching allow; else the default. */
function authorize(policies: readonly Policy[], facts: Facts): Decision {
  const [deny] = matching(policies, "deny", facts);
  if (deny !== undefined) {
    const undecided = deny.match.undecided;
    return {
      ...decided("deny", deny.policy.name, deny.rule.name),
      ...(undecided === undefined ? {} : { undecided }),
    };
  }
  const [allow] = matching(policies, "allow", facts);
  if (allow !== undefined) return decided("allow", allow.policy.name, allow.rule.name);
  return decided(policies.some(closes) ? "deny" : "allow", null, null);
}

function decided(verdict: "allow" | "deny", policy: string | null, rule: string | null): Decision {
  return { verdict, status: verdict === "allow" ? 200 : 403, policy, rule };
}

/** Whether a policy makes "deny" what happens when nothing matches. */
function closes(policy: Policy): boolean {
  if (policy.default !== undefined) return policy.default === "deny";
  return policy.rules.some(({ effect }) => effect === "allow");
}

interface Matching {
  readonly policy: Policy;
  readonly rule: Rule;
  readonly match: Match;
}

/** The rules of an effect that match, in the order of policy and rule names. */
function matching(policies: readonly Policy[], effect: Effect, facts: Facts): Matching[] {
  return policies
    .flatMap((policy) => policy.rules.map((rule) => ({ policy, rule })))
    .filter(({ rule }) => rule.effect === effect)
    .map(({ policy, rule }) => ({ policy, rule, match: evaluateRule(rule, facts) }))
    .filter(({ match }) => match.matches);
}
