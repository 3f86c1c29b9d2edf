import { evaluateRule, type Match, type TestedAttribute, testedAttribute } from "./evaluate.js";
import type { Facts } from "./facts.js";
import type { Effect, Policy, Rule } from "./model.js";

/** What the authorize rules say of a request. */
export interface Authorization {
  readonly verdict: "allow" | "deny";
  /** The policy and the rule that decided; null when none did. */
  readonly policy: string | null;
  readonly rule: string | null;
  /** The missing or ambiguous attribute for which a deny rule matched. */
  readonly undecided?: TestedAttribute;
}

/** What is enforced: a matching deny wins; else a matching allow; else the default. */
export function authorize(policies: readonly Policy[], facts: Facts): Authorization {
  return decide(policies.filter(({ shadow }) => !shadow).map(withoutShadow), facts);
}

/** What would be enforced if nothing were in shadow mode. */
export function authorizeWithShadow(policies: readonly Policy[], facts: Facts): Authorization {
  return decide(policies, facts);
}

/** `policy/rule` of each audit rule that matches, sorted. One in shadow mode records too: that is all an audit rule does. */
export function audited(policies: readonly Policy[], facts: Facts): string[] {
  return matching(policies, "audit", facts).map(({ policy, rule }) => `${policy.name}/${rule.name}`);
}

/** Whether what happens when nothing matches is "deny". */
export function deniesByDefault(policies: readonly Policy[]): boolean {
  return policies.some((policy) =>
    policy.default === undefined
      ? policy.rules.some(({ effect }) => effect === "allow")
      : policy.default === "deny",
  );
}

/** A policy as it is enforced. */
export function withoutShadow(policy: Policy): Policy {
  return { ...policy, rules: policy.rules.filter(({ shadow }) => !shadow) };
}

function decide(policies: readonly Policy[], facts: Facts): Authorization {
  const [deny] = matching(policies, "deny", facts);
  if (deny !== undefined) {
    const { doubt } = deny.match;
    return {
      verdict: "deny",
      policy: deny.policy.name,
      rule: deny.rule.name,
      ...(doubt === undefined ? {} : { undecided: testedAttribute(doubt) }),
    };
  }
  const [allow] = matching(policies, "allow", facts);
  if (allow !== undefined) return { verdict: "allow", policy: allow.policy.name, rule: allow.rule.name };
  return { verdict: deniesByDefault(policies) ? "deny" : "allow", policy: null, rule: null };
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
