/** Why a request is decided as it is: every authorize rule at a workload, and what each of its conditions makes of the request. */
import type { Place } from "../diagnostics/place.js";
import { evaluateRule, evaluateTest } from "../ir/evaluate.js";
import type { Facts } from "../ir/facts.js";
import type { Clause, Effect, Policy, PolicySet, Rule } from "../ir/model.js";
import { receive } from "../ir/receive.js";
import type { Request } from "../ir/request.js";
import { fitsTarget } from "../ir/target.js";
import { or, type Truth } from "../ir/truth.js";
import { seenBy } from "./seen.js";

/** What became of one rule. */
export interface RuleExplanation {
  readonly policy: string;
  readonly rule: string;
  readonly effect: Effect;
  readonly shadow: boolean;
  readonly matches: boolean;
  readonly place: Place;
  /** In the order of the rule. */
  readonly conditions: readonly ConditionExplanation[];
}

/** What became of one condition; undecided counts as true for a deny or audit rule, as false for an allow rule. */
export interface ConditionExplanation {
  readonly place: Place;
  readonly outcome: Truth;
  /** What the condition looked at, and what it saw: `request.method is "POST"`. Without credentials. */
  readonly seen: string;
}

/**
 * Explains one request at one workload: those rules first that matched, then by how few conditions failed.
 * Empty when the request is invalid, or its peer or its credentials are refused: then no rule is looked at.
 * @throws {RangeError} the mesh has no such workload
 */
export function explain(set: PolicySet, workloadId: string, request: Request): RuleExplanation[] {
  const workload = set.workloads.find(({ id }) => id === workloadId);
  if (workload === undefined) throw new RangeError(`the mesh has no workload \`${workloadId}\``);
  const facts = receive(set, workload, request);
  if ("reason" in facts) return [];
  return set.policies
    .filter(({ target }) => fitsTarget(target, workload))
    .flatMap((policy) => policy.rules.map((rule) => explainRule(policy, rule, facts)))
    .sort((a, b) => distance(a) - distance(b));
}

/** The first condition that keeps a rule from matching; undefined when it matches. */
export function firstFailure(rule: RuleExplanation): ConditionExplanation | undefined {
  return rule.conditions.find((condition) => fails(condition, rule.effect));
}

function distance(rule: RuleExplanation): number {
  return rule.conditions.filter((condition) => fails(condition, rule.effect)).length;
}

function fails({ outcome }: ConditionExplanation, effect: Effect): boolean {
  return outcome === false || (outcome === "undecided" && effect === "allow");
}

function explainRule(policy: Policy, rule: Rule, facts: Facts): RuleExplanation {
  return {
    policy: policy.name,
    rule: rule.name,
    effect: rule.effect,
    shadow: rule.shadow === true,
    matches: evaluateRule(rule, facts).matches,
    place: rule.place,
    conditions: rule.clauses.map((clause) => explainClause(clause, facts)),
  };
}

function explainClause({ anyOf, place }: Clause, facts: Facts): ConditionExplanation {
  const outcome = or(anyOf.map((test) => evaluateTest(test, facts)));
  return { place, outcome, seen: [...new Set(anyOf.flatMap((test) => seenBy(test, facts)))].join(", ") };
}
