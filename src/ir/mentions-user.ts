import { type Expression, partsOf } from "./expression.js";
import type { Test } from "./model.js";

/** Whether the outcome of a test may depend on who the user is. */
export function mentionsUser(test: Test): boolean {
  if (test.kind === "value") return isOfUser(test.attribute.name);
  return test.kind === "condition" && asksForUser(test.expression);
}

function asksForUser(expression: Expression): boolean {
  if (expression.kind === "attribute" || expression.kind === "present") {
    return isOfUser(expression.attribute.name);
  }
  if (expression.kind === "test") return mentionsUser(expression.test);
  return partsOf(expression).some(asksForUser);
}

function isOfUser(attribute: string): boolean {
  return attribute.startsWith("user.");
}
