import type { Expression, MacroExpression } from "./expression.js";
import { isTrue, settled, truthOf } from "./outcome.js";
import { and, or } from "./truth.js";
import { bool, EvaluationError, madeList, type Value } from "./value.js";

/**
 * The value of a macro over a range. `evaluate`: an expression with the variable bound to an item.
 * @throws {EvaluationError} it has none
 */
export function evaluateMacro(
  { macro, condition, result }: MacroExpression,
  range: Value,
  evaluate: (expression: Expression, item: Value) => Value,
): Value {
  const items = itemsOf(range);
  const holds = (item: Value) => condition === undefined || isTrue(evaluate(condition, item));
  const truths = () => items.map((item) => truthOf(() => bool(holds(item))));
  switch (macro) {
    case "exists":
      return settled(or(truths()));
    case "all":
      return settled(and(truths()));
    case "existsOne":
      return bool(items.filter(holds).length === 1);
    case "filter":
      return madeList(items.filter(holds));
    case "map":
      return madeList(
        items.filter(holds).map((item) => (result === undefined ? item : evaluate(result, item))),
      );
  }
}

/** A list's items, a map's keys. */
function itemsOf({ type, value }: Value): readonly Value[] {
  if (type === "list") return value;
  if (type === "map") return value.map(([key]) => key);
  throw new EvaluationError(`no list or map, but ${type}`);
}
