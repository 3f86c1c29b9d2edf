/** From values to the outcomes of tests, and back. */
import type { Truth } from "./truth.js";
import { bool, EvaluationError, type Value } from "./value.js";

/** Undecided when there is no value, or it is no boolean. */
export function truthOf(value: () => Value): Truth {
  try {
    return isTrue(value());
  } catch (error) {
    if (error instanceof EvaluationError) return "undecided";
    throw error;
  }
}

/** @throws {EvaluationError} undecided */
export function settled(truth: Truth): Value {
  if (truth === "undecided") throw new EvaluationError("undecided");
  return bool(truth);
}

/** @throws {EvaluationError} no boolean */
export function isTrue({ type, value }: Value): boolean {
  if (type !== "bool") throw new EvaluationError(`no bool, but ${type}`);
  return value;
}
