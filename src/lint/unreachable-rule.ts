import { isRouted } from "../ir/destination.js";
import type { Test, Workload } from "../ir/model.js";
import type { Context } from "./context.js";
import { nameOf, type OwnedRule, removal } from "./owned-rule.js";
import { areHostsDisjoint } from "./relation/host.js";
import { arePathsDisjoint } from "./relation/path.js";

/**
 * Reports allow rules that let nobody but gateways in, to where the Mesh lets no gateway send. A neighbour may
 * ask for any host and path, so a rule that also lets neighbours in is never meant; nor is a deny rule, which
 * matches callers that are not known, too.
 */
export function reportUnreachableRules(context: Context): void {
  const gateways = new Set(
    context.set.workloads.filter(({ tier }) => tier === "gateway").map(({ id }) => id),
  );
  for (const one of context.rules) {
    if (!isOnlyFor(one, gateways)) continue;
    const workloads = context.targets.workloadsOf(one.policy.target);
    if (!workloads.every((workload) => context.budget.spend(1) && isOutOfReach(one, workload))) continue;
    const message = `\`${nameOf(one)}\` never matches: it is for gateways, which send no such request there`;
    const help = `correct the workload's \`hosts\` and \`paths\`, or ${removal(one)}`;
    context.diagnostics.warning("unreachable-rule", message, one.rule.place, help, workloads[0]?.place);
  }
}

/** Whether it is an allow rule for no other peers. */
function isOnlyFor({ rule }: OwnedRule, ids: ReadonlySet<string>): boolean {
  return (
    rule.effect === "allow" && rule.clauses.some(({ anyOf }) => anyOf.every((test) => isOneOf(test, ids)))
  );
}

function isOneOf(test: Test, ids: ReadonlySet<string>): boolean {
  if (test.kind === "peer") return test.id !== undefined && ids.has(test.id);
  if (test.kind !== "value" || test.attribute.name !== "peer.id") return false;
  return "oneOf" in test.match && test.match.oneOf.every((id) => ids.has(id));
}

/** Whether the Mesh leads no request that the rule matches from a gateway to the workload. */
function isOutOfReach({ rule }: OwnedRule, workload: Workload): boolean {
  if (workload.tier === "gateway") return false;
  if (!isRouted(workload)) return true;
  return rule.clauses.some(({ anyOf }) => anyOf.every((test) => isElsewhere(test, workload)));
}

/** Whether all requests that fit go to other hosts or paths than the workload's. */
function isElsewhere(test: Test, { hosts, paths }: Workload): boolean {
  if (test.kind === "host") {
    return hosts.length > 0 && hosts.every((host) => areHostsDisjoint(test.host, host));
  }
  return (
    test.kind === "path" &&
    paths.length > 0 &&
    paths.every((template) => arePathsDisjoint(test.path, { template }))
  );
}
