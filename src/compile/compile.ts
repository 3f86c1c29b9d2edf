/** PolicySet → ImagePlan for one workload. Pure; cost grows with the number of rules that target the workload. */
import { FLAG } from "../image/layout.js";
import type { ImagePlan, PlannedRule } from "../image/plan.js";
import { policyDigest } from "../ir/digest.js";
import type { Policy, PolicySet, Workload } from "../ir/model.js";
import { reachOfNearest } from "../ir/nearest.js";
import { lookAhead } from "./ahead.js";
import { planCases } from "./cases.js";
import { ruleToCode } from "./code.js";
import { Programs } from "./condition/programs.js";
import { planIdentity } from "./identity.js";
import { rulesToIndex } from "./index-plan.js";
import { planLimit, serviceOf } from "./limit.js";
import { needsOf } from "./needs.js";
import { pathBits } from "./path-bits.js";
import { type PlacedRule, placeRules } from "./placed-rule.js";
import { deniesByDefault, policiesOf, shadowDeniesByDefault, workloadOf } from "./project.js";
import { placeCallers, planTransaction, TRANSACTION_HEADERS } from "./transaction.js";
import { placeWithUser } from "./with-user.js";

/** What an image is for. */
export interface ImageOptions {
  /** Its requests are written by people, who may say who the user is (`Request.user`); never for requests that come over the wire. */
  readonly writtenUsers?: boolean;
}

/**
 * Plans the image of a workload, named by its SPIFFE ID.
 * @throws {UnknownTargetError} the mesh has no such workload
 */
export function compile(set: PolicySet, workloadId: string, options: ImageOptions = {}): ImagePlan {
  const workload = workloadOf(set, workloadId);
  const policies = policiesOf(set, workload);
  const { destinations, rules: ahead } = lookAhead(set, workload);
  const own = placeRules(policies);
  const rules = [...own, ...ahead, ...placeWithUser(own), ...placeCallers(set, workload)];
  const limits = policies.flatMap((policy) => policy.limits.map((limit) => ({ policy: policy.name, limit })));
  const programs = new Programs();
  const identity = planIdentity(set);
  const transaction = planTransaction(set, workload);
  const needs = needsOf(
    rules,
    limits.map(({ limit }) => limit),
    identity,
    transaction && TRANSACTION_HEADERS,
  );
  return {
    mesh: set.mesh,
    version: policyDigest(set),
    ...needs,
    flags: flagsOf(workload, policies) | needs.flags | (options.writtenUsers ? FLAG.WRITTEN_USERS : 0),
    path: pathBits(set.pathNormalization),
    rules: rules.map((rule) => planRule(rule, destinations.length, programs)),
    programs: programs.list,
    regexes: programs.regexes.list,
    nearestRules: reachOfNearest(own),
    ...rulesToIndex(rules, programs.regexes),
    destinations,
    limits: limits.map((one) => planLimit(one, programs)),
    ...serviceOf(set, limits),
    cases: planCases(set, workload),
    identity,
    trustDomains: [set.trustDomain, ...(set.federatedTrustDomains ?? [])],
    transaction,
  };
}

function planRule(rule: PlacedRule, destinations: number, programs: Programs): PlannedRule {
  const { policy, name, effect } = rule;
  return { policy, name, effect, code: ruleToCode(rule, destinations, programs) };
}

function flagsOf(workload: Workload, policies: readonly Policy[]): number {
  return (
    (deniesByDefault(policies) ? FLAG.DENY_BY_DEFAULT : 0) |
    (workload.tier === "gateway" ? FLAG.GATEWAY : 0) |
    (workload.mtls === "STRICT" ? FLAG.NEEDS_PEER | FLAG.STRICT_PEER : 0) |
    (policies.some(isPartlyShadow) ? FLAG.SHADOW : 0) |
    (shadowDeniesByDefault(policies) ? FLAG.SHADOW_DENY_BY_DEFAULT : 0)
  );
}

function isPartlyShadow({ shadow, rules }: Policy): boolean {
  return shadow === true || rules.some((rule) => rule.shadow === true);
}
