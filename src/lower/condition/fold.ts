/** Parts of a condition that no request changes, evaluated once. */
import type { Span } from "../../condition/flaw.js";
import { isConstant } from "../../ir/constant.js";
import { costOf } from "../../ir/cost.js";
import { evaluateExpression } from "../../ir/evaluate.js";
import { BOUND, type Expression, partsOf } from "../../ir/expression.js";
import { type Facts, requestToFacts } from "../../ir/facts.js";
import { EvaluationError } from "../../ir/value.js";
import type { Site } from "./site.js";
import { valueToExpression } from "./to-constant.js";

/** Stands for what has no value: nothing is folded with it, so that it is reported once. */
export const UNKNOWN: Expression = { kind: "attribute", attribute: { name: "request.path" } };

/** The expression, or the constant that it always is. That it never has a value is reported where it stands. */
export function fold(expression: Expression, span: Span, site: Site): Expression {
  if (!isFoldable(expression)) return expression;
  const value = evaluateExpression(expression, NO_FACTS);
  if (!(value instanceof EvaluationError)) return valueToExpression(value);
  site.error(span, "invalid-constant", `\`${site.textOf(span)}\` never has a value: ${value.message}`);
  return UNKNOWN;
}

/** Whether there is something to evaluate, it is short, and its parts, which are folded, are constants. */
function isFoldable(expression: Expression): boolean {
  switch (expression.kind) {
    case "call":
      return expression.args.every(isConstant);
    case "matches":
      return isConstant(expression.value);
    case "map":
      return isConstant(expression);
    case "macro":
      return isClosed(expression, 0) && costOf(expression).steps <= BOUND.STEPS;
    default:
      return false;
  }
}

/** Whether an expression asks for nothing but the variables of the macros around it. */
function isClosed(expression: Expression, variables: number): boolean {
  switch (expression.kind) {
    case "attribute":
    case "present":
    case "segment":
    case "test":
      return false;
    case "variable":
      return expression.depth < variables;
    default: {
      const bound = expression.kind !== "macro" ? 0 : expression.isKeyed ? 2 : 1;
      const range = expression.kind === "macro" ? expression.range : undefined;
      return partsOf(expression).every((part) =>
        isClosed(part, part === range ? variables : variables + bound),
      );
    }
  }
}

const NO_FACTS = noFacts();

function noFacts(): Facts {
  const facts = requestToFacts({ path: "/", headers: [] }, "NONE");
  if ("invalid" in facts) throw new TypeError(`a request without anything is invalid: ${facts.invalid}`);
  return facts;
}
