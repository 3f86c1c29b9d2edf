import { EFFECT } from "../image/layout.js";
import type { Clause, Policy, Rule } from "../ir/model.js";

/** A rule as the image has it. */
export interface PlacedRule {
  /** Empty for a way to a destination. */
  readonly policy: string;
  /** Or the number of the destination that a way leads to. */
  readonly name: string | number;
  /** One of `EFFECT`. */
  readonly effect: number;
  readonly clauses: readonly Clause[];
  /** It holds only when the request goes to one of these. */
  readonly destinations?: readonly number[];
}

const ENFORCED = { deny: EFFECT.DENY, allow: EFFECT.ALLOW, audit: EFFECT.AUDIT } as const;
const IN_SHADOW = { deny: EFFECT.SHADOW_DENY, allow: EFFECT.SHADOW_ALLOW, audit: EFFECT.AUDIT } as const;

/** The rules that a workload's own policies give it. */
export function placeRules(policies: readonly Policy[]): PlacedRule[] {
  return policies.flatMap((policy) => policy.rules.map((rule) => placeRule(policy, rule)));
}

function placeRule(policy: Policy, { name, effect, shadow, clauses }: Rule): PlacedRule {
  return { policy: policy.name, name, effect: (shadow ? IN_SHADOW : ENFORCED)[effect], clauses };
}

/**
 * Whether what is undecided counts as true: where a rule can only refuse or record. A way that may fit ends the
 * search for the destination.
 */
export function undecidedHolds({ effect }: PlacedRule): boolean {
  return (
    effect === EFFECT.DENY ||
    effect === EFFECT.AUDIT ||
    effect === EFFECT.SHADOW_DENY ||
    effect === EFFECT.WAY ||
    effect === EFFECT.AHEAD_DENY
  );
}
