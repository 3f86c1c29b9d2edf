import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { PolicySet } from "../ir/model.js";
import type { Budget } from "./budget.js";
import type { OwnedRule } from "./owned-rule.js";
import type { Targets } from "./targets.js";

/** What every check gets. */
export interface Context {
  readonly set: PolicySet;
  /** Those that some workload enforces, sorted by policy and rule. */
  readonly rules: readonly OwnedRule[];
  readonly targets: Targets;
  readonly budget: Budget;
  readonly diagnostics: Diagnostics;
}
