import type { CheckedCall } from "../../condition/checked.js";
import type { FunctionName } from "../../ir/expression.js";

/** One of the model's functions, perhaps with its arguments the other way round, or its opposite. */
export interface Meaning {
  readonly function: FunctionName;
  readonly isSwapped?: true;
  readonly isNegated?: true;
}

type Name = CheckedCall["function"];

const OPERATORS = {
  "==": { function: "equals" },
  "!=": { function: "equals", isNegated: true },
  "<": { function: "less" },
  "<=": { function: "lessOrEqual" },
  ">": { function: "less", isSwapped: true },
  ">=": { function: "lessOrEqual", isSwapped: true },
  "+": { function: "add" },
  "-": { function: "subtract" },
  "*": { function: "multiply" },
  "/": { function: "divide" },
  "%": { function: "modulo" },
  "[]": { function: "index" },
} as const satisfies Readonly<Partial<Record<Name, Meaning>>>;

/** What a function or an operator of CEL is in the model. */
export function meaningOf(name: Name, args: number): Meaning {
  if (name === "-" && args === 1) return { function: "negate" };
  return isOperator(name) ? OPERATORS[name] : { function: name };
}

function isOperator(name: Name): name is keyof typeof OPERATORS {
  return Object.hasOwn(OPERATORS, name);
}
