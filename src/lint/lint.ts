/** PolicySet → what its author probably did not mean. Nothing here is an error: the set means what it says. */
import { type Diagnostic, Diagnostics } from "../diagnostics/diagnostic.js";
import type { PolicySet } from "../ir/model.js";
import { Budget } from "./budget.js";
import type { Context } from "./context.js";
import { reportHidden } from "./hidden.js";
import { reportNeverMatches } from "./never-matches.js";
import { Targets } from "./targets.js";
import { reportUnguarded } from "./unguarded.js";
import { reportUnknownAtTier } from "./unknown-at-tier.js";
import { reportUnreachableRules } from "./unreachable-rule.js";
import { reportUsers } from "./users.js";

/** Comparisons of two tests, a few seconds' worth. */
const MOST_COMPARISONS = 5_000_000;

/** What was found. */
export interface Lint {
  /** Warnings, at most a hundred, by place; each is certain, whatever the requests. */
  readonly findings: readonly Diagnostic[];
  /** False: there were too many rules to compare each with all that are like it. */
  readonly isComplete: boolean;
}

/** Looks for rules without effect and workloads without rules. */
export function lint(set: PolicySet, mostComparisons = MOST_COMPARISONS): Lint {
  const targets = new Targets(set.workloads);
  const rules = set.policies
    .filter(({ target }) => targets.workloadsOf(target).length > 0)
    .flatMap((policy) => policy.rules.map((rule) => ({ policy, rule })));
  const budget = new Budget(mostComparisons);
  const diagnostics = new Diagnostics();
  const context: Context = { set, rules, targets, budget, diagnostics };
  const never = reportNeverMatches(context);
  reportHidden(
    rules.filter((one) => !never.has(one)),
    context,
  );
  reportUnreachableRules(context);
  reportUnknownAtTier(context);
  reportUnguarded(context);
  reportUsers(context);
  return { findings: diagnostics.all.toSorted(byPlace), isComplete: !budget.isExceeded };
}

function byPlace({ place: a }: Diagnostic, { place: b }: Diagnostic): number {
  if (a === undefined || b === undefined) return 0;
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
