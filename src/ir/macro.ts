import type { Expression, MacroExpression } from "./expression.js";
import { makeMap } from "./functions/collection.js";
import { isTrue, settled, truthOf } from "./outcome.js";
import { and, or } from "./truth.js";
import { bool, EvaluationError, int, madeList, type Value } from "./value.js";

/** What the variables of a macro are for one turn, in the order in which they are bound; the last is the item. */
type Turn = readonly [...key: Value[], item: Value];

/**
 * The value of a macro over a range. `evaluate`: an expression with the variables bound.
 * @throws {EvaluationError} it has none
 */
export function evaluateMacro(
  { macro, isKeyed, condition, result }: MacroExpression,
  range: Value,
  evaluate: (expression: Expression, variables: Turn) => Value,
): Value {
  const turns = isKeyed ? entriesOf(range) : itemsOf(range);
  const holds = (turn: Turn) => condition === undefined || isTrue(evaluate(condition, turn));
  const truths = () => turns.map((turn) => truthOf(() => bool(holds(turn))));
  const made = (turn: Turn) => (result === undefined ? itemOf(turn) : evaluate(result, turn));
  switch (macro) {
    case "exists":
      return settled(or(truths()));
    case "all":
      return settled(and(truths()));
    case "existsOne":
      return bool(turns.filter(holds).length === 1);
    case "filter":
      return madeList(turns.filter(holds).map(itemOf));
    case "map":
      return madeList(turns.filter(holds).map(made));
    case "transformMap":
      return makeMap(
        turns.filter(holds).map((turn) => [turn[0], made(turn)]),
        false,
      );
  }
}

function itemOf(turn: Turn): Value {
  return turn.at(-1) as Value;
}

/** A list's items, a map's keys. */
function itemsOf({ type, value }: Value): readonly Turn[] {
  if (type === "list") return value.map((item) => [item]);
  if (type === "map") return value.map(([key]) => [key]);
  throw noRange(type);
}

/** A list's indices and items, a map's keys and values. */
function entriesOf({ type, value }: Value): readonly Turn[] {
  if (type === "list") return value.map((item, index) => [int(BigInt(index)), item]);
  if (type === "map") return value;
  throw noRange(type);
}

function noRange(type: string): EvaluationError {
  return new EvaluationError(`no list or map, but ${type}`);
}
