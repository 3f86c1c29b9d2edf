/** PolicySet → ImagePlan for one workload. Pure; cost grows with the number of rules that target the workload. */
import { FLAG, KEY_KIND } from "../image/layout.js";
import type { ImagePlan, PlannedLimit, PlannedRule } from "../image/plan.js";
import { policyDigest } from "../ir/digest.js";
import type { Limit, LimitKey, Policy, PolicySet, Test, Workload } from "../ir/model.js";
import { reachOfNearest } from "../ir/nearest.js";
import { lookAhead } from "./ahead.js";
import { ruleToCode } from "./code.js";
import { rulesToIndex } from "./index-plan.js";
import { pathBits } from "./path-bits.js";
import { type PlacedRule, placeRules } from "./placed-rule.js";
import { deniesByDefault, policiesOf, shadowDeniesByDefault, workloadOf } from "./project.js";

/**
 * Plans the image of a workload, named by its SPIFFE ID.
 * @throws {UnknownTargetError} the mesh has no such workload
 */
export function compile(set: PolicySet, workloadId: string): ImagePlan {
  const workload = workloadOf(set, workloadId);
  const policies = policiesOf(set, workload);
  const { destinations, rules: ahead } = lookAhead(set, workload);
  const own = placeRules(policies);
  const rules = [...own, ...ahead];
  const tests = testsOf(rules);
  const limits = policies.flatMap((policy) => policy.limits.map((limit) => planLimit(policy, limit)));
  return {
    version: policyDigest(set),
    flags: flagsOf(workload, policies, tests, limits),
    path: pathBits(set.pathNormalization),
    headerNames: headerNamesOf(tests, limits),
    rules: rules.map((rule) => planRule(rule, destinations.length)),
    nearestRules: reachOfNearest(own),
    ...rulesToIndex(rules),
    destinations,
    limits,
  };
}

function planRule(rule: PlacedRule, destinations: number): PlannedRule {
  const { policy, name, effect } = rule;
  return { policy, name, effect, code: ruleToCode(rule, destinations) };
}

function testsOf(rules: readonly PlacedRule[]): Test[] {
  return rules.flatMap((rule) => rule.clauses.flatMap((clause) => clause.anyOf));
}

/** GCRA's two numbers: the interval between hits at the rate, and how far ahead of it a burst may run. */
function planLimit(policy: Policy, limit: Limit): PlannedLimit {
  const intervalNs = BigInt(Math.floor(limit.periodNs / limit.count));
  return {
    policy: policy.name,
    name: limit.name,
    intervalNs,
    toleranceNs: intervalNs * BigInt(limit.burst),
    key: limit.key.map(planKey),
    isShadow: limit.shadow === true,
  };
}

function planKey(part: LimitKey): PlannedLimit["key"][number] {
  switch (part.kind) {
    case "source":
      return { kind: KEY_KIND.SOURCE };
    case "peer":
      return { kind: KEY_KIND.PEER };
    case "header":
      return { kind: KEY_KIND.HEADER, header: part.name };
  }
}

function flagsOf(
  workload: Workload,
  policies: readonly Policy[],
  tests: readonly Test[],
  limits: readonly PlannedLimit[],
): number {
  const keys = limits.flatMap((limit) => limit.key);
  const needs = (test: string, key: number) =>
    tests.some(({ kind }) => kind === test) || keys.some(({ kind }) => kind === key);
  return (
    (deniesByDefault(policies) ? FLAG.DENY_BY_DEFAULT : 0) |
    (needs("peer", KEY_KIND.PEER) ? FLAG.NEEDS_PEER : 0) |
    (needs("source", KEY_KIND.SOURCE) ? FLAG.NEEDS_SOURCE : 0) |
    (workload.tier === "gateway" ? FLAG.GATEWAY : 0) |
    (policies.some(isPartlyShadow) ? FLAG.SHADOW : 0) |
    (shadowDeniesByDefault(policies) ? FLAG.SHADOW_DENY_BY_DEFAULT : 0)
  );
}

function isPartlyShadow({ shadow, rules }: Policy): boolean {
  return shadow === true || rules.some((rule) => rule.shadow === true);
}

function headerNamesOf(tests: readonly Test[], limits: readonly PlannedLimit[]): string[] {
  const tested = tests.flatMap((test) => (test.kind === "header" ? [test.name] : []));
  const keyed = limits.flatMap((limit) =>
    limit.key.flatMap(({ header }) => (header === undefined ? [] : [header])),
  );
  return [...new Set([...tested, ...keyed])].sort();
}
