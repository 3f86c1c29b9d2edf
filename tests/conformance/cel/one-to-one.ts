/** Checked CEL → expressions as it is written: nothing folded, nothing simplified. src/lower has to mean the same. */
import type { Checked, CheckedCall, CheckedKeyed } from "../../../src/condition/checked.js";
import type { Attribute, Expression, FunctionName, PlainAttribute } from "../../../src/ir/expression.js";

const OPERATORS: Readonly<Record<string, FunctionName>> = {
  "==": "equals",
  "<": "less",
  "<=": "lessOrEqual",
  "+": "add",
  "-": "subtract",
  "*": "multiply",
  "/": "divide",
  "%": "modulo",
  "[]": "index",
};

/** The expression. Without captures: those need the paths of a rule. */
export function toExpression(checked: Checked): Expression {
  switch (checked.kind) {
    case "literal":
      return { kind: "constant", value: checked.literal };
    case "attribute":
      return attribute({ name: checked.name } as Attribute);
    case "present":
      return { kind: "present", attribute: { name: checked.name as PlainAttribute } };
    case "keyed":
      return checked.isTest ? isThere(checked) : attribute({ name: checked.name, key: checked.key });
    case "call":
      return toCall(checked, checked.args.map(toExpression));
    case "matches":
      return { kind: "matches", value: toExpression(checked.value), pattern: checked.pattern };
    case "field":
      return call(checked.isTest ? "has" : "index", toExpression(checked.operand), text(checked.field));
    case "&&":
      return { kind: "and", args: checked.args.map(toExpression) };
    case "||":
      return { kind: "or", args: checked.args.map(toExpression) };
    case "!":
      return call("not", toExpression(checked.operand));
    case "?:":
      return {
        kind: "conditional",
        condition: toExpression(checked.condition),
        // biome-ignore lint/suspicious/noThenProperty: the branch of a conditional, never awaited
        then: toExpression(checked.one),
        else: toExpression(checked.other),
      };
    case "list":
      return { kind: "list", items: checked.items.map(toExpression) };
    case "map":
      return {
        kind: "map",
        entries: checked.entries.map(([key, value]) => [toExpression(key), toExpression(value)]),
      };
    case "variable":
      return { kind: "variable", depth: checked.depth };
    case "macro": {
      const { macro, isKeyed, condition, result } = checked;
      return {
        kind: "macro",
        macro,
        ...(isKeyed && { isKeyed }),
        range: toExpression(checked.range),
        ...(condition !== undefined && { condition: toExpression(condition) }),
        ...(result !== undefined && { result: toExpression(result) }),
      };
    }
    case "capture":
      throw new TypeError("no rule, so no captures");
  }
}

function toCall({ function: name }: CheckedCall, args: readonly Expression[]): Expression {
  switch (name) {
    case "!=":
      return call("not", call("equals", ...args));
    case ">":
      return call("less", ...args.toReversed());
    case ">=":
      return call("lessOrEqual", ...args.toReversed());
    case "-":
      return call(args.length === 1 ? "negate" : "subtract", ...args);
    default:
      return call(OPERATORS[name] ?? (name as FunctionName), ...args);
  }
}

/** There are as many values as one, or more. */
function isThere({ name, key }: CheckedKeyed): Expression {
  const all = name === "request.headers" ? "request.headerValues" : "request.queryValues";
  const one: Expression = { kind: "constant", value: { type: "int", value: "1" } };
  return call("lessOrEqual", one, call("size", attribute({ name: all, key })));
}

function attribute(of: Attribute): Expression {
  return { kind: "attribute", attribute: of };
}

function text(value: string): Expression {
  return { kind: "constant", value: { type: "string", value } };
}

function call(name: FunctionName, ...args: readonly Expression[]): Expression {
  return { kind: "call", function: name, args };
}
