/** PolicySet → ImagePlan for one workload. Pure; cost grows with the number of rules that target the workload. */
import { FLAG, KEY_KIND } from "../image/layout.js";
import type { ImagePlan, PlannedLimit, PlannedRule } from "../image/plan.js";
import { policyDigest } from "../ir/digest.js";
import type { Limit, LimitKey, Policy, PolicySet, Rule, Test, Workload } from "../ir/model.js";
import { ruleToCode } from "./code.js";
import { effectNumber, rulesToIndex } from "./index-plan.js";
import { pathBits } from "./path-bits.js";
import { deniesByDefault, policiesOf, workloadOf } from "./project.js";

/**
 * Plans the image of a workload, named by its SPIFFE ID.
 * @throws {UnknownTargetError} the mesh has no such workload
 */
export function compile(set: PolicySet, workloadId: string): ImagePlan {
  const workload = workloadOf(set, workloadId);
  const policies = policiesOf(set, workload);
  const owned = policies.flatMap((policy) => policy.rules.map((rule) => ({ policy, rule })));
  const rules = owned.map(({ rule }) => rule);
  const limits = policies.flatMap((policy) => policy.limits.map((limit) => planLimit(policy, limit)));
  const tests = testsOf(rules);
  const index = rulesToIndex(rules);
  return {
    version: policyDigest(set),
    flags: flagsOf(workload, policies, tests, limits),
    path: pathBits(set.pathNormalization),
    headerNames: headerNamesOf(tests, limits),
    rules: owned.map(({ policy, rule }) => planRule(policy, rule)),
    selectors: index.selectors,
    deny: index.shapes[0],
    allow: index.shapes[1],
    audit: index.shapes[2],
    limits,
  };
}

function planRule(policy: Policy, rule: Rule): PlannedRule {
  return { policy: policy.name, name: rule.name, effect: effectNumber(rule), code: ruleToCode(rule) };
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

function testsOf(rules: readonly Rule[]): Test[] {
  const tests: Test[] = [];
  for (const { clauses } of rules)
    for (const { anyOf } of clauses) for (const test of anyOf) tests.push(test);
  return tests;
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
    (workload.tier === "gateway" ? FLAG.GATEWAY : 0)
  );
}

function headerNamesOf(tests: readonly Test[], limits: readonly PlannedLimit[]): string[] {
  const names = new Set<string>();
  for (const test of tests) if (test.kind === "header") names.add(test.name);
  for (const { key } of limits) for (const { header } of key) if (header !== undefined) names.add(header);
  return [...names].sort();
}
