import { costOf } from "./cost.js";
import { evaluateTest, type TestedAttribute, testedAttribute } from "./evaluate.js";
import type { Facts } from "./facts.js";
import type { Clause, Policy, Rule, Test } from "./model.js";

/** Steps that the nearest miss may take: one for each rule and test, as many as it takes for a condition. */
const MAX_STEPS = 1024;

/** The allow rule that came closest to matching. */
export interface NearestMiss {
  readonly policy: string;
  readonly rule: string;
  /** The first of its clauses that failed, from 0, and what that clause tests. */
  readonly clause: number;
  readonly attribute: TestedAttribute;
}

/**
 * Of the enforced allow rules, the one of which the fewest clauses fail; among equals the one of which the
 * most hold; among equals the first. Undefined when there is none. Only for a request that none matches.
 */
export function nearestMiss(policies: readonly Policy[], facts: Facts): NearestMiss | undefined {
  const owned = policies.flatMap((policy) => policy.rules.map((rule) => ({ policy, rule })));
  const misses = owned
    .slice(0, reachOfNearest(owned.map(({ rule }) => rule)))
    .filter(({ policy, rule }) => rule.effect === "allow" && !policy.shadow && !rule.shadow)
    .map(({ policy, rule }) => toMiss(policy.name, rule, facts));
  const [nearest] = misses.sort((a, b) => a.failed.length - b.failed.length || b.held - a.held);
  const clause = nearest?.failed[0];
  if (nearest === undefined || clause === undefined) return undefined;
  const test = nearest.clauses[clause]?.anyOf[0];
  return test === undefined
    ? undefined
    : { policy: nearest.policy, rule: nearest.rule, clause, attribute: testedAttribute(test) };
}

/** How many rules, from the first on, are looked at. */
export function reachOfNearest(rules: readonly Pick<Rule, "clauses">[]): number {
  let steps = 0;
  const reach = rules.findIndex(({ clauses }) => {
    steps += 1 + clauses.reduce((sum, { anyOf }) => sum + stepsOf(anyOf), 0);
    return steps > MAX_STEPS;
  });
  return reach < 0 ? rules.length : reach;
}

function stepsOf(tests: readonly Test[]): number {
  return tests.reduce(
    (sum, test) => sum + (test.kind === "condition" ? costOf(test.expression).steps : 1),
    0,
  );
}

function toMiss(policy: string, { name, clauses }: Rule, facts: Facts) {
  const failed = clauses.flatMap((clause, index) => (holds(clause, facts) ? [] : [index]));
  return { policy, rule: name, clauses, failed, held: clauses.length - failed.length };
}

function holds({ anyOf }: Clause, facts: Facts): boolean {
  return anyOf.some((test) => evaluateTest(test, facts) === true);
}
