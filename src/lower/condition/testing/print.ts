/** The model's tests and expressions on one line, for tables in tests. */
import { type Attribute, type Constant, type Expression, partsOf } from "../../../ir/expression.js";
import type { Clause, Test } from "../../../ir/model.js";

export function printClause({ anyOf }: Clause): string {
  return anyOf.map(printTest).join(" | ");
}

function printTest({ place: _, ...test }: Test): string {
  switch (test.kind) {
    case "method":
      return `method ${test.value}`;
    case "value":
      return `${printAttribute(test.attribute)} ${JSON.stringify(test.match)}`;
    case "condition":
      return printExpression(test.expression);
    case "path":
      return `path ${"template" in test.path ? test.path.template.text : JSON.stringify(test.path)}`;
    case "source":
      return `source ${test.range.bytes.join(".")}/${test.range.length}`;
    default: {
      const { kind, ...rest } = test;
      return `${kind} ${JSON.stringify(rest)}`;
    }
  }
}

/** Each expression as its name and its parts in parentheses. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case "constant":
      return printConstant(expression.value);
    case "attribute":
      return printAttribute(expression.attribute);
    case "present":
      return `(present ${expression.attribute.name})`;
    case "segment":
      return `segment[${expression.from}:${expression.to ?? ""}]-${expression.suffix}`;
    case "test":
      return `<${printTest(expression.test)}>`;
    case "variable":
      return `$${expression.depth}`;
    default:
      return `(${[nameOf(expression), ...partsOf(expression).map(printExpression)].join(" ")})`;
  }
}

function nameOf(expression: Expression): string {
  switch (expression.kind) {
    case "call":
      return expression.function;
    case "macro":
      return expression.macro;
    case "matches":
      return `matches ${JSON.stringify(expression.pattern)}`;
    default:
      return expression.kind;
  }
}

function printAttribute(attribute: Attribute): string {
  return "key" in attribute ? `${attribute.name}[${attribute.key}]` : attribute.name;
}

function printConstant(constant: Constant): string {
  const { type, ...value } = constant;
  if (type === "null") return type;
  return type === "string" ? JSON.stringify(constant.value) : `${type}:${Object.values(value).join(",")}`;
}
