/** How much an expression may take at worst, known before any request comes. */
import type { Span } from "../../condition/flaw.js";
import { BOUND, type Expression, partsOf } from "../../ir/expression.js";
import type { Site } from "./site.js";

/** The most that one evaluation takes: nodes evaluated, each turn of a macro counted, and nodes within each other. */
export interface Cost {
  readonly steps: number;
  readonly depth: number;
}

export function costOf(expression: Expression): Cost {
  const turns = expression.kind === "macro" ? itemsOf(expression.range) : 1;
  const costs = partsOf(expression).map((part) => {
    const { steps, depth } = costOf(part);
    const isBody = expression.kind === "macro" && part !== expression.range;
    return { steps: isBody ? turns * steps : steps, depth };
  });
  return {
    steps: costs.reduce((sum, { steps }) => sum + steps, 1),
    depth: costs.reduce((most, { depth }) => Math.max(most, depth), 0) + 1,
  };
}

/** The most items that a list can have: those written out, else what a list made at run time may have. */
function itemsOf(expression: Expression): number {
  switch (expression.kind) {
    case "list":
      return expression.items.length;
    case "map":
      return expression.entries.length;
    case "macro":
      return itemsOf(expression.range);
    case "conditional":
      return Math.max(itemsOf(expression.then), itemsOf(expression.else));
    default:
      return BOUND.ITEMS;
  }
}

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
