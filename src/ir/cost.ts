/** How much an expression may take at worst, known before any request comes. */
import { BOUND, type Expression, partsOf } from "./expression.js";

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

/** The most items that a list or map can have: those written out, else what one made at run time may have. */
export function itemsOf(expression: Expression): number {
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
