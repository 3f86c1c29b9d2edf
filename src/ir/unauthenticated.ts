/** Which refusals are for want of a user: credentials could change them (RFC 9110 §15.5.2). */
import { type Authorization, withoutShadow } from "./authorize.js";
import { evaluateRule, evaluateTest } from "./evaluate.js";
import type { Facts } from "./facts.js";
import { mentionsUser } from "./mentions-user.js";
import type { Clause, Policy } from "./model.js";

/**
 * Whether a refusal by the rules is for want of a user: a deny rule matched only because a test of the user is
 * undecided, or nothing allowed the request, and some allow rule would if what it says of users held.
 */
export function wantsUser(refusal: Authorization, policies: readonly Policy[], facts: Facts): boolean {
  if (refusal.verdict !== "deny" || facts.user !== undefined) return false;
  const enforced = policies.filter(({ shadow }) => !shadow).map(withoutShadow);
  if (refusal.rule === null) return mayBeAllowed(enforced, facts);
  const rule = enforced
    .find(({ name }) => name === refusal.policy)
    ?.rules.find(({ name }) => name === refusal.rule);
  const doubt = rule && evaluateRule(rule, facts).doubt;
  return doubt !== undefined && mentionsUser(doubt);
}

function mayBeAllowed(enforced: readonly Policy[], facts: Facts): boolean {
  return enforced
    .flatMap(({ rules }) => rules)
    .some(
      ({ effect, clauses }) => effect === "allow" && clauses.every((clause) => holdsForSome(clause, facts)),
    );
}

function holdsForSome({ anyOf }: Clause, facts: Facts): boolean {
  return anyOf.some(mentionsUser) || anyOf.some((test) => evaluateTest(test, facts) === true);
}
