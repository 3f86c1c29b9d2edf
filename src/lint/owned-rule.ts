import type { Policy, Rule } from "../ir/model.js";

/** A rule and its policy. */
export interface OwnedRule {
  readonly policy: Policy;
  readonly rule: Rule;
}

/** `policy/rule`. */
export function nameOf({ policy, rule }: OwnedRule): string {
  return `${policy.name}/${rule.name}`;
}

/**
 * How to take a rule away without opening what it closed: a policy's last allow rule makes its default a refusal.
 * `cover`: a rule that stays.
 */
export function removal(one: OwnedRule, cover?: OwnedRule): string {
  const { policy, rule } = one;
  const stays =
    cover?.policy === policy && cover.rule.effect === "allow" && cover.rule.shadow === rule.shadow;
  const closes = rule.effect === "allow" && policy.default === undefined && rule.shadow === policy.shadow;
  const care =
    closes && !stays ? ` (with \`default: deny\` if \`${policy.name}\` has no other allow rule)` : "";
  return `remove \`${nameOf(one)}\`${care}`;
}
