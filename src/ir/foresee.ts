import { type Authorization, deniesByDefault, withoutShadow } from "./authorize.js";
import { evaluateTest } from "./evaluate.js";
import { type Facts, type Peer, toPeer } from "./facts.js";
import { isKnownAtGateway } from "./known.js";
import type { Clause, Policy, Rule, Workload } from "./model.js";
import { or, type Truth } from "./truth.js";

/**
 * The refusal that a gateway foresees: the destination would refuse the request whatever the gateway can't
 * know of it. Undefined: the destination may let it pass. `policies`: those of the destination.
 */
export function foresee(
  policies: readonly Policy[],
  gateway: Workload,
  facts: Facts,
): Authorization | undefined {
  const enforced = policies.filter(({ shadow }) => !shadow).map(withoutShadow);
  const peer = toPeer(gateway.id);
  if (peer === undefined) return undefined;
  const there = { ...facts, peer };
  for (const policy of enforced) {
    const rule = policy.rules.find((one) => one.effect === "deny" && surelyMatches(one, there));
    if (rule !== undefined) return { verdict: "deny", policy: policy.name, rule: rule.name };
  }
  const rules = enforced.flatMap((policy) => policy.rules);
  const mayPass = rules.some((rule) => rule.effect === "allow" && mayMatch(rule, there));
  if (mayPass || !deniesByDefault(enforced)) return undefined;
  return { verdict: "deny", policy: null, rule: null };
}

/** What the destination will see, as far as it is known: the gateway is its peer. */
type FactsThere = Facts & { readonly peer: Peer };

/** Whether a deny rule matches by what is known alone; undecided holds. */
function surelyMatches({ clauses }: Rule, facts: FactsThere): boolean {
  return clauses.every((clause) => known(clause, facts) !== false);
}

/** Whether an allow rule could match; what is not known could hold. */
function mayMatch({ clauses }: Rule, facts: FactsThere): boolean {
  return clauses.every(
    (clause) =>
      clause.anyOf.some((test) => !isKnownAtGateway(test, facts.peer)) || known(clause, facts) === true,
  );
}

/** What the known tests of a clause say. */
function known({ anyOf }: Clause, facts: FactsThere): Truth {
  return or(
    anyOf.filter((test) => isKnownAtGateway(test, facts.peer)).map((test) => evaluateTest(test, facts)),
  );
}
