import type { Code } from "../diagnostics/code.js";
import type { Effect } from "../ir/model.js";
import { isRuleWithin } from "./compare.js";
import type { Context } from "./context.js";
import { nameOf, type OwnedRule, removal } from "./owned-rule.js";
import { RuleIndex } from "./rule-index.js";

/**
 * Reports rules that change nothing because another rule, enforced wherever they are, matches whatever they
 * match: the same rule twice, an allow rule within another or within a deny rule, a deny rule within another.
 * `rules`: those to look at. Together, the reported ones can be removed: each is within one that is not.
 */
export function reportHidden(rules: readonly OwnedRule[], context: Context): void {
  const index = new RuleIndex(rules, context.targets);
  const hidden = new Set<OwnedRule>();
  // From the last on, so that of two rules that are the same the first stays.
  for (const one of rules.toReversed()) {
    const other = coverOf(one, index, hidden, context);
    if (other === undefined) continue;
    hidden.add(one);
    report(one, other, context);
  }
}

function coverOf(
  one: OwnedRule,
  index: RuleIndex,
  hidden: ReadonlySet<OwnedRule>,
  context: Context,
): OwnedRule | undefined {
  for (const effect of COVERED_BY[one.rule.effect]) {
    for (const other of index.around(one, effect, context.budget)) {
      if (other !== one && !hidden.has(other) && isCover(one, other, context)) return other;
    }
  }
  return undefined;
}

/** An audit rule records its own name, so only one that is the same makes it superfluous. */
const COVERED_BY: Readonly<Record<Effect, readonly Effect[]>> = {
  allow: ["allow", "deny"],
  deny: ["deny"],
  audit: ["audit"],
};

/** Whether the second rule does whatever the first does. */
function isCover(one: OwnedRule, other: OwnedRule, context: Context): boolean {
  if (!context.budget.spend(1)) return false;
  if (other.rule.shadow && !one.rule.shadow) return false;
  if (!context.targets.isWithin(one.policy.target, other.policy.target)) return false;
  if (one.rule.effect === "audit") return areSame(one, other, context);
  return isRuleWithin(one.rule, other.rule, context.budget);
}

function areSame(one: OwnedRule, other: OwnedRule, { targets, budget }: Context): boolean {
  return (
    one.rule.effect === other.rule.effect &&
    one.rule.shadow === other.rule.shadow &&
    targets.isWithin(one.policy.target, other.policy.target) &&
    targets.isWithin(other.policy.target, one.policy.target) &&
    isRuleWithin(one.rule, other.rule, budget) &&
    isRuleWithin(other.rule, one.rule, budget)
  );
}

function report(one: OwnedRule, other: OwnedRule, context: Context): void {
  const [code, what] = describe(one, other, context);
  const help =
    code === "same-rule" ? removal(one, other) : `narrow \`${nameOf(other)}\`, or ${removal(one, other)}`;
  context.diagnostics.warning(code, what, one.rule.place, help, other.rule.place);
}

function describe(one: OwnedRule, other: OwnedRule, context: Context): readonly [Code, string] {
  const [name, cover] = [`\`${nameOf(one)}\``, `\`${nameOf(other)}\``];
  if (areSame(one, other, context)) return ["same-rule", `${name} says the same as ${cover}`];
  if (one.rule.effect === "deny")
    return ["hidden-rule", `${name} denies nothing that ${cover} does not deny`];
  if (other.rule.effect === "allow")
    return ["hidden-rule", `${name} allows nothing that ${cover} does not allow`];
  return ["always-denied", `${name} never allows anything: ${cover} denies whatever it matches`];
}
