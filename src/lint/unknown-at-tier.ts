import type { Attribute } from "../ir/expression.js";
import type { LimitKey } from "../ir/limit.js";
import type { Test, Tier, Workload } from "../ir/model.js";
import type { Context } from "./context.js";
import { nameOf, type OwnedRule } from "./owned-rule.js";

type AttributeName = Attribute["name"];

/** What a cell can't know where Envoy is configured as `cellwall envoy` does it: a gateway asks callers for no certificate. */
const UNKNOWN: Readonly<Record<Tier, ReadonlySet<AttributeName>>> = {
  gateway: new Set<AttributeName>(["peer.id", "peer.trustDomain", "peer.namespace", "peer.serviceAccount"]),
  sidecar: new Set<AttributeName>(),
};

const HELP: Readonly<Record<Tier, string>> = {
  gateway: "target the sidecars, or let the gateway's Envoy ask callers for certificates",
  sidecar: "target the gateways",
};

const TIERS: readonly Tier[] = ["gateway", "sidecar"];

/** Reports conditions, and keys of limits, that ask for what is never known where they are enforced. */
export function reportUnknownAtTier(context: Context): void {
  for (const tier of TIERS) {
    for (const one of context.rules) reportRule(one, tier, context);
    reportLimits(tier, context);
  }
}

function reportRule(one: OwnedRule, tier: Tier, { targets, diagnostics }: Context): void {
  const clause = one.rule.clauses.find(({ anyOf }) =>
    anyOf.every((test) => isUnknown(attributeOf(test), tier)),
  );
  const attribute = clause?.anyOf[0] && attributeOf(clause.anyOf[0]);
  if (clause === undefined || attribute === undefined) return;
  const workloads = targets.workloadsOf(one.policy.target);
  const subject = `\`${nameOf(one)}\``;
  if (one.rule.effect !== "allow" && workloads.some((workload) => workload.tier === tier)) {
    const message = `${subject} takes every caller at a ${tier}, where \`${attribute}\` is not known`;
    diagnostics.warning("unknown-at-tier", message, clause.place, HELP[tier]);
  } else if (areAllAt(tier, workloads)) {
    const message = `${subject} never matches: at a ${tier}, \`${attribute}\` is not known`;
    diagnostics.warning("unknown-at-tier", message, clause.place, HELP[tier]);
  }
}

function reportLimits(tier: Tier, { set, targets, diagnostics }: Context): void {
  for (const { name, target, limits } of set.policies) {
    if (!areAllAt(tier, targets.workloadsOf(target))) continue;
    for (const limit of limits) {
      const attribute = limit.key.map(keyAttribute).find((one) => isUnknown(one, tier));
      if (attribute === undefined) continue;
      const message = `\`${name}/${limit.name}\` tells no callers apart by \`${attribute}\`: at a ${tier} it is not known`;
      diagnostics.warning("unknown-at-tier", message, limit.place, HELP[tier]);
    }
  }
}

function areAllAt(tier: Tier, workloads: readonly Workload[]): boolean {
  return workloads.length > 0 && workloads.every((workload) => workload.tier === tier);
}

function isUnknown(attribute: AttributeName | undefined, tier: Tier): boolean {
  return attribute !== undefined && UNKNOWN[tier].has(attribute);
}

/** What must be known for the test to be decided; undefined when that depends. */
function attributeOf(test: Test): AttributeName | undefined {
  switch (test.kind) {
    case "peer":
      return "peer.id";
    case "source":
      return "source.ip";
    case "value":
      return test.attribute.name;
    default:
      return undefined;
  }
}

/** What must be known for a part of a key to be there; undefined when that depends. */
function keyAttribute(part: LimitKey): AttributeName | undefined {
  if (part.kind === "source") return "source.ip";
  return part.kind === "attribute" ? part.attribute.name : undefined;
}
