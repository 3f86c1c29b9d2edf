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

/** How to take a rule away without opening what it closed: a policy's last allow rule makes its default a refusal. */
export function removal({ policy, rule }: OwnedRule): string {
  const closes = rule.effect === "allow" && policy.default === undefined && rule.shadow === policy.shadow;
  return closes
    ? `remove it (and write \`default: deny\` if \`${policy.name}\` has no other allow rule)`
    : "remove it";
}
