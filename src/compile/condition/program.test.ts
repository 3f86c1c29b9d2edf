import { describe, expect, test } from "vitest";
import { FUNCTION, MACRO, STEP_OP, TAG } from "../../image/layout.js";
import type { PlannedProgram, PlannedStep } from "../../image/plan.js";
import type { Expression, FunctionName } from "../../ir/expression.js";
import { expressionToProgram } from "./program.js";

const place = { file: "test", line: 1, column: 1, length: 1 };
const PATH: Expression = { kind: "attribute", attribute: { name: "request.path" } };
const ITEM: Expression = { kind: "variable", depth: 0 };
const OUTER: Expression = { kind: "variable", depth: 1 };
const YES = bool(true);
const NO = bool(false);

function bool(value: boolean): Expression {
  return { kind: "constant", value: { type: "bool", value } };
}

function int(value: number | string): Expression {
  return { kind: "constant", value: { type: "int", value: String(value) } };
}

function call(name: FunctionName, ...args: Expression[]): Expression {
  return { kind: "call", function: name, args };
}

function list(...items: Expression[]): Expression {
  return { kind: "list", items };
}

describe("the steps of", () => {
  test.each<[string, Expression, string[]]>([
    ["a comparison", call("equals", PATH, int(1)), ["ATTRIBUTE request.path", "CONSTANT 1", "CALL EQUALS 2"]],
    [
      "and",
      { kind: "and", args: [PATH, YES, NO] },
      ["ATTRIBUTE request.path", "SKIP_FALSE +4", "CONSTANT 1", "AND +2", "CONSTANT 0", "AND +0"],
    ],
    ["or", { kind: "or", args: [YES, NO] }, ["CONSTANT 1", "SKIP_TRUE +2", "CONSTANT 0", "OR +0"]],
    [
      "a conditional",
      // biome-ignore lint/suspicious/noThenProperty: the branch of a conditional, never awaited
      { kind: "conditional", condition: YES, then: int(2), else: int(3) },
      ["CONSTANT 1", "BRANCH +2 +3", "CONSTANT 2", "SKIP +1", "CONSTANT 3"],
    ],
    ["a constant list", list(int(1), list(int(2))), ["CONSTANT [1 [2]]"]],
    ["a list", list(int(1), PATH), ["CONSTANT 1", "ATTRIBUTE request.path", "LIST 2"]],
    ["a map", { kind: "map", entries: [[int(1), PATH]] }, ["CONSTANT 1", "ATTRIBUTE request.path", "MAP 1"]],
    ["a constant map", { kind: "map", entries: [[int(1), YES]] }, ["CONSTANT [1 1]"]],
    [
      "a constant map that has a key twice",
      {
        kind: "map",
        entries: [
          [int(1), YES],
          [{ kind: "constant", value: { type: "uint", value: "1" } }, NO],
        ],
      },
      ["CONSTANT 1", "CONSTANT 1", "CONSTANT 1", "CONSTANT 0", "MAP 2"],
    ],
    [
      "exists",
      { kind: "macro", macro: "exists", range: PATH, condition: ITEM },
      ["ATTRIBUTE request.path", "LOOP EXISTS 256 +2", "VARIABLE 2", "NEXT EXISTS -2"],
    ],
    [
      "filter, which maps to nothing what it leaves out",
      { kind: "macro", macro: "filter", range: list(int(1), int(2)), condition: YES },
      [
        "CONSTANT [1 2]",
        "LOOP MAP 2 +6",
        "CONSTANT 1",
        "BRANCH +2 +3",
        "VARIABLE 2",
        "SKIP +1",
        "CONSTANT NONE",
        "NEXT MAP -6",
      ],
    ],
    [
      "macros within each other",
      {
        kind: "macro",
        macro: "map",
        range: PATH,
        result: { kind: "macro", macro: "all", range: ITEM, condition: call("equals", ITEM, OUTER) },
      },
      [
        "ATTRIBUTE request.path",
        "LOOP MAP 256 +7",
        "VARIABLE 2",
        "LOOP ALL 256 +4",
        "VARIABLE 5",
        "VARIABLE 2",
        "CALL EQUALS 2",
        "NEXT ALL -4",
        "NEXT MAP -7",
      ],
    ],
    ["a part of the path", { kind: "segment", from: 1, to: 3, suffix: 5 }, ["SEGMENTS 1-3 5"]],
    [
      "a test, which stands in place of a step",
      { kind: "test", test: { kind: "method", value: "GET", place } },
      ["TEST", "1 GET"],
    ],
    [
      "a test of a value, as what it is short for",
      {
        kind: "test",
        test: { kind: "value", attribute: { name: "request.path" }, match: { oneOf: ["a", "b"] }, place },
      },
      ["ATTRIBUTE request.path", "CONSTANT [a b]", "CALL IN 2"],
    ],
    [
      "a condition as a test",
      { kind: "test", test: { kind: "condition", expression: YES, text: "", place } },
      ["CONSTANT 1"],
    ],
    [
      "a regular expression",
      { kind: "matches", value: PATH, pattern: "a+" },
      ["ATTRIBUTE request.path", "MATCHES a+"],
    ],
    [
      "a list with too many items to make",
      list(...new Array<Expression>(257).fill(PATH)),
      ["CONSTANT ERROR"],
    ],
    [
      "a duration beyond 64 bits",
      { kind: "constant", value: { type: "duration", seconds: "9223372037", nanos: 0 } },
      ["CONSTANT ERROR"],
    ],
    [
      "a timestamp after the last",
      { kind: "constant", value: { type: "timestamp", seconds: "253402300800", nanos: 0 } },
      ["CONSTANT ERROR"],
    ],
  ])("%s", (_, expression, steps) => {
    expect(show(expressionToProgram(expression))).toEqual(steps);
  });
});

test.each<[Expression, number]>([
  [YES, 1],
  [call("equals", PATH, call("add", PATH, PATH)), 3],
  [{ kind: "macro", macro: "exists", range: PATH, condition: call("equals", ITEM, PATH) }, 5],
])("how much of the stack it takes: %#", (expression, stack) => {
  expect(expressionToProgram(expression).stack).toBe(stack);
});

test("refuses what may take too many steps", () => {
  const nested = [0, 1, 2].reduce<Expression>(
    (inner) => ({ kind: "macro", macro: "exists", range: PATH, condition: inner }),
    YES,
  );
  expect(() => expressionToProgram(nested)).toThrow("a condition of up to");
});

/** One line for each step. */
function show({ steps }: PlannedProgram): string[] {
  return steps.map((step) => {
    const { op, count = 0, argument = 0, operand = 0, attribute, pattern, test: instruction } = step;
    if (instruction !== undefined) return `${instruction.op} ${textOf(instruction.operand)}`;
    const name = nameOf(STEP_OP, op);
    switch (op) {
      case STEP_OP.CONSTANT:
        return `${name} ${showValue(step.value)}`;
      case STEP_OP.ATTRIBUTE:
        return `${name} ${attribute?.name}`;
      case STEP_OP.CALL:
        return `${name} ${nameOf(FUNCTION, argument)} ${count}`;
      case STEP_OP.BRANCH:
        return `${name} +${argument} +${operand}`;
      case STEP_OP.LOOP:
        return `${name} ${nameOf(MACRO, count)} ${operand} +${argument}`;
      case STEP_OP.NEXT:
        return `${name} ${nameOf(MACRO, count)} -${argument}`;
      case STEP_OP.SEGMENTS:
        return `${name} ${count}-${argument} ${operand}`;
      case STEP_OP.VARIABLE:
        return `${name} ${argument}`;
      case STEP_OP.TEST:
        return name;
      case STEP_OP.MATCHES:
        return `${name} ${pattern}`;
      default:
        return `${name} ${op === STEP_OP.LIST || op === STEP_OP.MAP ? "" : "+"}${operand}`;
    }
  });
}

function nameOf(table: Readonly<Record<string, number>>, number: number): string {
  return Object.entries(table).find(([, one]) => one === number)?.[0] ?? `?${number}`;
}

function textOf(operand: NonNullable<PlannedStep["test"]>["operand"]): string {
  return operand?.kind === "string" ? operand.value : "";
}

function showValue(value: PlannedStep["value"]): string {
  if (value === undefined) return "";
  if ("items" in value) return `[${value.items.map(showValue).join(" ")}]`;
  if (value.tag === TAG.ERROR || value.tag === TAG.NONE) return nameOf(TAG, value.tag);
  return "bits" in value ? value.bits : "text" in value ? value.text : value.bytes.join(".");
}
