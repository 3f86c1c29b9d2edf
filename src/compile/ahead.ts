/**
 * What a gateway refuses because the destination would: the ways to its destinations, and their rules
 * evaluated as far as a gateway can. Whatever it can't know counts for the request.
 */
import { EFFECT } from "../image/layout.js";
import type { PlannedDestination } from "../image/plan.js";
import { isRouted, type Way, waysOf } from "../ir/destination.js";
import { type Peer, toPeer } from "../ir/facts.js";
import { isKnownAtGateway } from "../ir/known.js";
import type { Clause, Policy, PolicySet, Rule, Test, Workload } from "../ir/model.js";
import { fitsTarget } from "../ir/target.js";
import { seenFrom } from "./gateway-peer.js";
import type { PlacedRule } from "./placed-rule.js";
import { deniesByDefault, policiesOf } from "./project.js";

export interface Ahead {
  readonly destinations: readonly PlannedDestination[];
  readonly rules: readonly PlacedRule[];
}

/** Nothing at a sidecar. */
export function lookAhead(set: PolicySet, workload: Workload): Ahead {
  const gateway = toPeer(workload.id);
  if (workload.tier !== "gateway" || gateway === undefined) return { destinations: [], rules: [] };
  const destinations = set.workloads.filter(isRouted);
  return {
    destinations: destinations.map((one) => ({
      workload: one.id,
      deniesByDefault: deniesByDefault(policiesOf(set, one)),
    })),
    rules: [...placeWays(destinations), ...placeAhead(set.policies, destinations, gateway)],
  };
}

function placeWays(destinations: readonly Workload[]): PlacedRule[] {
  return waysOf(destinations).map((way) => ({
    policy: "",
    name: destinations.indexOf(way.workload),
    effect: EFFECT.WAY,
    clauses: wayClauses(way),
  }));
}

function wayClauses({ workload: { paths, place }, host }: Way): Clause[] {
  const hosts: Test[] = host === undefined ? [] : [{ kind: "host", host, place }];
  const templates: Test[] = paths.map((template) => ({ kind: "path", path: { template }, place }));
  return [hosts, templates].filter((anyOf) => anyOf.length > 0).map((anyOf) => ({ anyOf, place }));
}

function placeAhead(
  policies: readonly Policy[],
  destinations: readonly Workload[],
  gateway: Peer,
): PlacedRule[] {
  return policies.flatMap((policy) => {
    const targets = destinations.flatMap((one, index) => (fitsTarget(policy.target, one) ? [index] : []));
    if (policy.shadow || targets.length === 0) return [];
    const all = targets.length === destinations.length;
    return policy.rules.flatMap((rule) =>
      aheadRule(rule, gateway).map((part) => ({
        policy: policy.name,
        name: rule.name,
        ...part,
        ...(all ? {} : { destinations: targets }),
      })),
    );
  });
}

/** None when the rule can say nothing at the gateway: a deny that may not match, an allow that can't. */
function aheadRule(
  { effect, shadow, clauses }: Rule,
  gateway: Peer,
): Pick<PlacedRule, "effect" | "clauses">[] {
  if (shadow || effect === "audit") return [];
  const isDeny = effect === "deny";
  const kept: Clause[] = [];
  for (const clause of clauses) {
    const known = clause.anyOf.filter((test) => isKnownAtGateway(test, gateway));
    if (!isDeny && known.length < clause.anyOf.length) continue;
    const seen = known.map((test) => seenFrom(test, gateway));
    if (seen.includes(true)) continue;
    const anyOf = seen.filter((test) => typeof test === "object");
    if (anyOf.length === 0) return [];
    kept.push({ anyOf, place: clause.place });
  }
  return [{ effect: isDeny ? EFFECT.AHEAD_DENY : EFFECT.AHEAD_ALLOW, clauses: kept }];
}
