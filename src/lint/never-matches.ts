import type { Place } from "../diagnostics/place.js";
import { contradiction, readingOf, whyNeverClause } from "./compare.js";
import type { Context } from "./context.js";
import { nameOf, type OwnedRule, removal } from "./owned-rule.js";
import { whyNever } from "./relation/relate.js";
import type { Reading } from "./relation/relation.js";

/**
 * Reports rules that no request matches, deny and audit rules that only match for what is undecided, and items
 * of a list that no request fits. Gives the rules that no request matches.
 */
export function reportNeverMatches(context: Context): ReadonlySet<OwnedRule> {
  return new Set(context.rules.filter((one) => isNeverMatching(one, context)));
}

function isNeverMatching(one: OwnedRule, context: Context): boolean {
  const { diagnostics } = context;
  const never = flawOf(one, readingOf(one.rule), context);
  if (never !== undefined) {
    const message = `\`${nameOf(one)}\` never matches: ${never.why}`;
    diagnostics.warning(
      "never-matches",
      message,
      never.place,
      `correct it, or ${removal(one)}`,
      never.related,
    );
    return true;
  }
  const undecided = flawOf(one, "surely", context);
  if (undecided !== undefined) {
    const message = `\`${nameOf(one)}\` only matches when something is missing or ambiguous: ${undecided.why}`;
    diagnostics.warning(
      "undecided-only",
      message,
      undecided.place,
      `correct it, or ${removal(one)}`,
      undecided.related,
    );
    return false;
  }
  reportItems(one, context);
  return false;
}

interface Flaw {
  readonly why: string;
  readonly place: Place;
  readonly related?: Place;
}

/** Why no request matches a rule of which each clause is read so. */
function flawOf({ rule }: OwnedRule, reading: Reading, { budget }: Context): Flaw | undefined {
  for (const clause of rule.clauses) {
    const why = whyNeverClause(clause, reading);
    if (why !== undefined) return { why, place: clause.place };
  }
  const [one, other] = contradiction(rule, reading, budget) ?? [];
  if (one === undefined || other === undefined) return undefined;
  return { why: "no request fits both this condition and another", place: other.place, related: one.place };
}

function reportItems({ rule }: OwnedRule, { diagnostics }: Context): void {
  for (const test of rule.clauses.flatMap(({ anyOf }) => anyOf)) {
    const why = whyNever(test, "surely");
    if (why !== undefined) {
      diagnostics.warning(
        "never-holds",
        `no request fits this: ${why}`,
        test.place,
        "correct it, or remove it",
      );
    }
  }
}
