import type { Span } from "../../condition/flaw.js";
import { costOf } from "../../ir/cost.js";
import { BOUND, type Expression } from "../../ir/expression.js";
import type { Site } from "./site.js";

/** Reports a condition that, together with those before it, may take too much. */
export function checkCost(expression: Expression, span: Span, site: Site): void {
  const { steps, depth } = costOf(expression);
  site.steps += steps;
  if (site.steps > BOUND.STEPS) {
    const message = `this may take ${site.steps} steps for one request, and at most ${BOUND.STEPS} are allowed`;
    const help =
      "a macro takes as many turns as its list may have items, and one within another multiplies them";
    site.error(span, "condition-too-costly", message, help);
  } else if (depth > BOUND.DEPTH) {
    const message = `more than ${BOUND.DEPTH} operations are within each other`;
    site.error(span, "condition-too-costly", message, "split the rule in two");
  }
}
