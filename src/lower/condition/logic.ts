/** Boolean expressions, made as simple as they can be without a change of their value or of their errors. */
import type { Expression } from "../../ir/expression.js";

/** True when all are; chains within are joined, and what is there twice or changes nothing is left out. */
export function and(args: readonly Expression[]): Expression {
  return chain("and", args);
}

/** True when any is; otherwise as `and`. */
export function or(args: readonly Expression[]): Expression {
  return chain("or", args);
}

function chain(kind: "and" | "or", args: readonly Expression[]): Expression {
  /** Decides, whatever the others are, even errors; its opposite changes nothing. */
  const absorbing = kind === "or";
  const flat = args.flatMap((arg) => (arg.kind === kind ? arg.args : [arg]));
  if (flat.some((arg) => isBooleanConstant(arg, absorbing))) return booleanConstant(absorbing);
  const kept = distinct(flat.filter((arg) => !isBooleanConstant(arg, !absorbing)));
  const [first, ...others] = kept;
  if (first === undefined) return booleanConstant(!absorbing);
  if (others.length > 0) return { kind, args: kept };
  return isBoolean(first) ? first : { kind, args: [first, booleanConstant(!absorbing)] };
}

/** The opposite of a boolean; of anything else, an error. */
export function not(expression: Expression): Expression {
  if (expression.kind === "constant" && expression.value.type === "bool") {
    return booleanConstant(!expression.value.value);
  }
  if (expression.kind === "call" && expression.function === "not") {
    const [arg] = expression.args;
    if (arg !== undefined && isBoolean(arg)) return arg;
  }
  return { kind: "call", function: "not", args: [expression] };
}

export function booleanConstant(value: boolean): Expression {
  return { kind: "constant", value: { type: "bool", value } };
}

/** Whether an expression is the constant true or false. */
export function isBooleanConstant(expression: Expression, value: boolean): boolean {
  return (
    expression.kind === "constant" && expression.value.type === "bool" && expression.value.value === value
  );
}

function distinct(expressions: readonly Expression[]): Expression[] {
  if (expressions.length < 2) return [...expressions];
  return [...new Map(expressions.map((one) => [JSON.stringify(one), one])).values()];
}

const BOOLEAN_FUNCTIONS: ReadonlySet<string> = new Set([
  "equals",
  "less",
  "lessOrEqual",
  "not",
  "in",
  "has",
  "startsWith",
  "endsWith",
  "contains",
  "isIP",
  "isCIDR",
  "ip.isCanonical",
  "isUnspecified",
  "isLoopback",
  "isGlobalUnicast",
  "isLinkLocalMulticast",
  "isLinkLocalUnicast",
  "containsIP",
  "containsCIDR",
  "bool",
]);

/** Whether an expression is a boolean whenever it has a value. */
function isBoolean(expression: Expression): boolean {
  switch (expression.kind) {
    case "and":
    case "or":
    case "matches":
    case "test":
    case "present":
      return true;
    case "constant":
      return expression.value.type === "bool";
    case "call":
      return BOOLEAN_FUNCTIONS.has(expression.function);
    case "conditional":
      return isBoolean(expression.then) && isBoolean(expression.else);
    case "macro":
      return ["exists", "all", "existsOne"].includes(expression.macro);
    default:
      return false;
  }
}
