/** The outcome of a test: undecided when the attribute it needs is missing or ambiguous. */
export type Truth = true | false | "undecided";

/** True when any is, else undecided when any is. */
export function or(outcomes: readonly Truth[]): Truth {
  if (outcomes.includes(true)) return true;
  return outcomes.includes("undecided") ? "undecided" : false;
}

/** False when any is, else undecided when any is. */
export function and(outcomes: readonly Truth[]): Truth {
  if (outcomes.includes(false)) return false;
  return outcomes.includes("undecided") ? "undecided" : true;
}
