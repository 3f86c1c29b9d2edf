/** Which rules, and which of their conditions, the tests tried. */
import type { Place } from "../diagnostics/place.js";
import { evaluateRule, evaluateTest } from "../ir/evaluate.js";
import type { Facts } from "../ir/facts.js";
import type { Clause, Policy, PolicySet, Rule, Workload } from "../ir/model.js";
import { receive } from "../ir/receive.js";
import type { Request } from "../ir/request.js";
import { fitsTarget } from "../ir/target.js";

/** What the cases showed of one rule. */
export interface RuleCoverage {
  readonly policy: string;
  readonly rule: string;
  readonly place: Place;
  /** Cases that the rule matched. */
  readonly matched: number;
  readonly conditions: readonly ConditionCoverage[];
}

/** How often a condition of a rule held and failed; one that never failed could be left out unnoticed. */
export interface ConditionCoverage {
  readonly place: Place;
  readonly held: number;
  readonly failed: number;
}

/** The coverage of every rule that some workload enforces, in the order of the set. */
export function coverageOf(set: PolicySet): RuleCoverage[] {
  return set.policies
    .filter(({ target }) => set.workloads.some((workload) => fitsTarget(target, workload)))
    .flatMap((policy) => {
      const facts = factsAt(set, policy);
      return policy.rules.map((rule) => ruleCoverage(policy.name, rule, facts));
    });
}

/** The valid requests of the cases at workloads that enforce a policy. */
function factsAt(set: PolicySet, policy: Policy): Facts[] {
  const { tests, workloads } = set;
  const targeted = workloads.filter((workload) => fitsTarget(policy.target, workload));
  return tests.flatMap(({ target, cases }) => {
    const tested = targeted.filter((workload) => fitsTarget(target, workload));
    return cases.flatMap(({ request }) => takenBy(set, tested, request));
  });
}

/** What the first workload that takes a request knows of it. */
function takenBy(set: PolicySet, workloads: readonly Workload[], request: Request): Facts[] {
  for (const workload of workloads) {
    const facts = receive(set, workload, request);
    if (!("reason" in facts)) return [facts];
  }
  return [];
}

function ruleCoverage(policy: string, rule: Rule, facts: readonly Facts[]): RuleCoverage {
  const matched = facts.filter((one) => evaluateRule(rule, one).matches).length;
  const conditions = rule.clauses.map((clause) => {
    const held = facts.filter((one) => holds(clause, one)).length;
    return { place: clause.place, held, failed: facts.length - held };
  });
  return { policy, rule: rule.name, place: rule.place, matched, conditions };
}

function holds({ anyOf }: Clause, facts: Facts): boolean {
  return anyOf.some((test) => evaluateTest(test, facts) === true);
}

/** The share of rules that matched a case, and of conditions that both held and failed; 1 when there are none. */
export function summarize(rules: readonly RuleCoverage[]): {
  readonly rules: number;
  readonly conditions: number;
} {
  const conditions = rules.flatMap((rule) => rule.conditions);
  return {
    rules: share(rules, ({ matched }) => matched > 0),
    conditions: share(conditions, ({ held, failed }) => held > 0 && failed > 0),
  };
}

function share<T>(all: readonly T[], counts: (one: T) => boolean): number {
  return all.length === 0 ? 1 : all.filter(counts).length / all.length;
}
