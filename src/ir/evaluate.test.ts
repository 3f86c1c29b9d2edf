import { describe, expect, test } from "vitest";
import { evaluateExpression, evaluateRule, evaluateTest, testedAttribute } from "./evaluate.js";
import {
  type Attribute,
  BOUND,
  type Constant,
  type Expression,
  type FunctionName,
  type MacroExpression,
} from "./expression.js";
import { type Facts, requestToFacts } from "./facts.js";
import type { Effect, Test, ValueMatch } from "./model.js";
import { list, map, type Short, toValue } from "./testing/call.js";
import { bytes, duration, EvaluationError, int, NULL, timestamp, uint } from "./value.js";

const place = { file: "test", line: 1, column: 1, length: 1 };
const FACTS = requestToFacts(
  {
    method: "GET",
    path: "/a/b?q=1",
    headers: [
      ["x-a", "1"],
      ["x-b", "1"],
      ["x-b", "2"],
    ],
  },
  "STRICT",
) as Facts;

const TRUE = constant({ type: "bool", value: true });
const FALSE = constant({ type: "bool", value: false });
const ERROR: Expression = { kind: "attribute", attribute: { name: "peer.id" } };
const TEXT = constant({ type: "string", value: "text" });
const ITEM = variable(0);

function constant(value: Constant): Expression {
  return { kind: "constant", value };
}

function number(value: number | bigint): Expression {
  return constant({ type: "int", value: String(value) });
}

function items(...values: Expression[]): Expression {
  return { kind: "list", items: values };
}

function numbers(count: number): Expression {
  return items(...Array.from({ length: count }, (_, index) => number(index)));
}

function variable(depth: number): Expression {
  return { kind: "variable", depth };
}

function call(name: FunctionName, ...args: Expression[]): Expression {
  return { kind: "call", function: name, args };
}

function and(...args: Expression[]): Expression {
  return { kind: "and", args };
}

function or(...args: Expression[]): Expression {
  return { kind: "or", args };
}

function macro(
  name: MacroExpression["macro"],
  range: Expression,
  parts: Pick<MacroExpression, "isKeyed" | "condition" | "result">,
): Expression {
  return { kind: "macro", macro: name, range, ...parts };
}

/** The value; undefined: an error. */
function result(expression: Expression) {
  const value = evaluateExpression(expression, FACTS);
  return value instanceof EvaluationError ? undefined : value;
}

function expected(short: Short | undefined) {
  return short === undefined ? undefined : toValue(short);
}

test.each<[Constant, Short]>([
  [{ type: "null" }, NULL],
  [{ type: "bool", value: true }, true],
  [{ type: "int", value: "-9223372036854775808" }, int(-(2n ** 63n))],
  [{ type: "uint", value: "18446744073709551615" }, uint(2n ** 64n - 1n)],
  [{ type: "double", value: 0.5 }, 0.5],
  [{ type: "double", value: "NaN" }, Number.NaN],
  [{ type: "double", value: "-Infinity" }, Number.NEGATIVE_INFINITY],
  [{ type: "string", value: "é" }, "é"],
  [{ type: "bytes", value: "00ff" }, bytes(Buffer.from([0, 255]))],
  [{ type: "timestamp", seconds: "-1", nanos: 999_999_999 }, timestamp(-1n)],
  [{ type: "duration", seconds: "-2", nanos: 500_000_000 }, duration(-1_500_000_000n)],
  [
    { type: "ip", bytes: [10, 0, 0, 1] },
    { type: "ip", value: [10, 0, 0, 1] },
  ],
  [
    { type: "cidr", bytes: [10, 0, 0, 0], length: 8 },
    { type: "cidr", value: { bytes: [10, 0, 0, 0], length: 8 } },
  ],
])("the constant %o", (value, meant) => {
  expect(result(constant(value))).toEqual(toValue(meant));
});

describe("logic", () => {
  test.each<[string, Expression, boolean | undefined]>([
    ["and: all true", and(TRUE, TRUE, TRUE), true],
    ["and: false absorbs an error before it", and(ERROR, FALSE), false],
    ["and: false absorbs an error behind it", and(FALSE, ERROR), false],
    ["and: an error", and(TRUE, ERROR), undefined],
    ["and: false absorbs what is no bool", and(TEXT, FALSE), false],
    ["and: no bool", and(TEXT, TRUE), undefined],
    ["or: all false", or(FALSE, FALSE), false],
    ["or: true absorbs an error before it", or(ERROR, TRUE), true],
    ["or: true absorbs an error behind it", or(TRUE, ERROR), true],
    ["or: an error", or(FALSE, ERROR), undefined],
    ["a call absorbs nothing", call("not", ERROR), undefined],
    ["a test", { kind: "test", test: { kind: "method", value: "GET", place } }, true],
    ["a test that is undecided", { kind: "test", test: { kind: "peer", id: "x", place } }, undefined],
    ["a part of the path", call("equals", { kind: "segment", from: 1, to: 2, suffix: 0 }, TEXT), false],
  ])("%s", (_, expression, value) => {
    expect(result(expression)).toEqual(expected(value));
  });

  test.each<[string, Expression, Expression, Expression, Short | undefined]>([
    ["true", TRUE, number(1), ERROR, int(1n)],
    ["false", FALSE, ERROR, number(2), int(2n)],
    ["an error", ERROR, TRUE, TRUE, undefined],
    ["no bool", TEXT, TRUE, TRUE, undefined],
  ])("a conditional on %s", (_, condition, then, otherwise, value) => {
    expect(result({ kind: "conditional", condition, then, else: otherwise })).toEqual(expected(value));
  });
});

describe("regular expressions", () => {
  test.each<[string, string, boolean]>([
    ["text", "ex", true],
    ["text", "^ex", false],
    ["text", "^(t|e|x)*$", true],
    ["é", "^.$", true],
    ["É", "(?i)^é$", true],
    ["a\nb", "a.b", false],
  ])("%j matches %s: %s", (text, pattern, value) => {
    const expression = constant({ type: "string", value: text });
    expect(result({ kind: "matches", value: expression, pattern })).toEqual(toValue(value));
  });

  test("match strings only", () => {
    expect(result({ kind: "matches", value: number(1), pattern: "1" })).toBeUndefined();
    expect(result({ kind: "matches", value: ERROR, pattern: "1" })).toBeUndefined();
  });
});

describe("lists and maps", () => {
  const entry = (key: Expression, value: Expression) => [key, value] as const;

  test.each<[string, Expression, Short | undefined]>([
    ["a list", items(number(1), TEXT), list(int(1n), "text")],
    ["a list with an error", items(number(1), ERROR), undefined],
    ["a map", { kind: "map", entries: [entry(TEXT, TRUE)] }, map(["text", true])],
    ["a key twice", { kind: "map", entries: [entry(TEXT, TRUE), entry(TEXT, TRUE)] }, undefined],
    [
      "a number twice, with two types",
      { kind: "map", entries: [entry(number(0), TRUE), entry(constant({ type: "uint", value: "0" }), TRUE)] },
      undefined,
    ],
    [
      "a key that can be none",
      { kind: "map", entries: [entry(constant({ type: "double", value: 1 }), TRUE)] },
      undefined,
    ],
    ["a value with an error", { kind: "map", entries: [entry(TEXT, ERROR)] }, undefined],
  ])("%s", (_, expression, value) => {
    expect(result(expression)).toEqual(expected(value));
  });

  test.each<[string, Expression, (more: Expression) => Expression]>([
    ["a list", number(0), (first) => items(first, ...Array<Expression>(BOUND.ITEMS).fill(number(0)))],
    [
      "a map",
      number(-1),
      (first) => ({
        kind: "map",
        entries: [
          entry(first, TRUE),
          ...Array.from({ length: BOUND.ITEMS }, (_, index) => entry(number(index), TRUE)),
        ],
      }),
    ],
  ])("%s is bounded unless it is constant", (_, first, make) => {
    expect(result(make(first))).toBeDefined();
    expect(result(make(call("add", first, number(0))))).toBeUndefined();
  });
});

describe("macros", () => {
  const inverse = call("divide", number(6), ITEM);
  const aboveOne = call("less", number(1), inverse);
  const WITH_ZERO = items(number(0), number(3), number(6));
  const WITHOUT = items(number(3), number(6));

  test.each<[string, Expression, Short | undefined]>([
    ["exists", macro("exists", WITHOUT, { condition: aboveOne }), true],
    ["exists: an error counts when none is true", macro("exists", WITH_ZERO, { condition: aboveOne }), true],
    ["exists: only errors", macro("exists", items(number(0)), { condition: aboveOne }), undefined],
    ["exists: none", macro("exists", items(number(6)), { condition: aboveOne }), false],
    ["exists: empty", macro("exists", items(), { condition: ERROR }), false],
    ["all", macro("all", items(number(3)), { condition: aboveOne }), true],
    ["all: false absorbs errors", macro("all", WITH_ZERO, { condition: aboveOne }), false],
    ["all: an error", macro("all", items(number(0), number(3)), { condition: aboveOne }), undefined],
    ["all: empty", macro("all", items(), { condition: ERROR }), true],
    ["existsOne", macro("existsOne", WITHOUT, { condition: aboveOne }), true],
    ["existsOne: an error", macro("existsOne", WITH_ZERO, { condition: aboveOne }), undefined],
    ["existsOne: two", macro("existsOne", items(number(1), number(2)), { condition: aboveOne }), false],
    ["filter", macro("filter", WITHOUT, { condition: aboveOne }), list(int(3n))],
    ["filter: an error", macro("filter", WITH_ZERO, { condition: aboveOne }), undefined],
    ["filter: no bool", macro("filter", WITHOUT, { condition: ITEM }), undefined],
    ["map", macro("map", WITHOUT, { result: inverse }), list(int(2n), int(1n))],
    ["map: an error", macro("map", WITH_ZERO, { result: inverse }), undefined],
    ["map of what fits", macro("map", WITHOUT, { condition: aboveOne, result: inverse }), list(int(2n))],
    [
      "map of what fits looks at nothing else",
      macro("map", WITH_ZERO, { condition: call("less", number(0), ITEM), result: inverse }),
      list(int(2n), int(1n)),
    ],
    [
      "over a map's keys",
      macro("filter", { kind: "map", entries: [[TEXT, FALSE]] }, { condition: TRUE }),
      list("text"),
    ],
    [
      "over a list with the index",
      macro("map", items(number(7), number(8)), { isKeyed: true, result: items(variable(1), variable(0)) }),
      list(list(int(0n), int(7n)), list(int(1n), int(8n))),
    ],
    [
      "over a map with the value",
      macro(
        "filter",
        { kind: "map", entries: [[TEXT, FALSE]] },
        { isKeyed: true, condition: call("not", ITEM) },
      ),
      list(false),
    ],
    [
      "transformMap keeps the keys",
      macro(
        "transformMap",
        { kind: "map", entries: [[TEXT, number(2)]] },
        { isKeyed: true, result: inverse },
      ),
      map(["text", int(3n)]),
    ],
    [
      "transformMap of what fits, over a list",
      macro("transformMap", WITHOUT, { isKeyed: true, condition: aboveOne, result: inverse }),
      map([int(0n), int(2n)]),
    ],
    [
      "transformMap: an error",
      macro("transformMap", WITH_ZERO, { isKeyed: true, result: inverse }),
      undefined,
    ],
    ["over no list", macro("exists", TEXT, { condition: TRUE }), undefined],
    ["over an error", macro("exists", ERROR, { condition: TRUE }), undefined],
    [
      "within each other: the variable of the outer one is 1",
      macro("map", items(number(1), number(2)), {
        result: macro("map", items(number(10)), { result: call("add", variable(0), variable(1)) }),
      }),
      list(list(int(11n)), list(int(12n))),
    ],
    [
      "the range of an inner one knows only the outer variable",
      macro("map", items(items(number(1))), { result: macro("map", variable(0), { result: variable(0) }) }),
      list(list(int(1n))),
    ],
  ])("%s", (_, expression, value) => {
    expect(result(expression)).toEqual(expected(value));
  });

  test("look at all items of a constant list", () => {
    const last = call("equals", ITEM, number(BOUND.ITEMS));
    expect(result(macro("exists", numbers(BOUND.ITEMS + 1), { condition: last }))).toEqual(toValue(true));
  });

  test.each(["filter", "map"] as const)("%s makes no longer list than others may", (name) => {
    const kept = (count: number) => macro(name, numbers(count), { condition: TRUE, result: ITEM });
    expect(result(kept(BOUND.ITEMS))).toBeDefined();
    expect(result(kept(BOUND.ITEMS + 1))).toBeUndefined();
  });
});

describe("tests", () => {
  const value = (attribute: Attribute, match: ValueMatch): Test => ({
    kind: "value",
    attribute,
    match,
    place,
  });
  const condition = (expression: Expression): Test => ({ kind: "condition", expression, text: "", place });
  const header = (key: string): Attribute => ({ name: "request.headers", key });

  test.each<[Test, boolean | "undecided"]>([
    [value(header("x-a"), { oneOf: ["0", "1"] }), true],
    [value(header("x-a"), { oneOf: ["0"] }), false],
    [value(header("x-b"), { oneOf: ["1", "2"] }), "undecided"],
    [value(header("x-c"), { oneOf: [""] }), "undecided"],
    [value({ name: "request.query", key: "q" }, { prefix: "1" }), true],
    [value({ name: "request.path" }, { suffix: "/b" }), true],
    [value({ name: "request.path" }, { prefix: "/b" }), false],
    [value({ name: "peer.namespace" }, { prefix: "" }), "undecided"],
    [condition(TRUE), true],
    [condition(FALSE), false],
    [condition(ERROR), "undecided"],
    [condition(TEXT), "undecided"],
  ])("%o is %s", (one, truth) => {
    expect(evaluateTest(one, FACTS)).toBe(truth);
  });

  test.each<[Effect, boolean]>([
    ["deny", true],
    ["audit", true],
    ["allow", false],
  ])("undecided: a rule that would %s matches: %s", (effect, matches) => {
    const clauses = [{ anyOf: [condition(ERROR)], place }];
    expect(evaluateRule({ name: "r", effect, clauses, place }, FACTS).matches).toBe(matches);
  });

  test.each<[string, Test[][], string | undefined]>([
    ["nothing when all is decided", [[condition(TRUE)]], undefined],
    ["nothing when another test of the clause is true", [[condition(ERROR), condition(TRUE)]], undefined],
    ["the attribute of a value test", [[value(header("x-c"), { prefix: "" })]], "request.headers"],
    ["the kind of another", [[condition(ERROR)]], "condition"],
    [
      "the first of a clause",
      [[condition(FALSE), condition(ERROR), value(header("x-c"), { prefix: "" })]],
      "condition",
    ],
    ["the first clause", [[{ kind: "peer", id: "x", place }], [condition(ERROR)]], "peer"],
  ])("a deny rule that matches says what was undecided: %s", (_, clauses, undecided) => {
    const rule = {
      name: "r",
      effect: "deny",
      clauses: clauses.map((anyOf) => ({ anyOf, place })),
      place,
    } as const;
    const { matches, doubt } = evaluateRule(rule, FACTS);
    expect(matches).toBe(true);
    expect(doubt && testedAttribute(doubt)).toBe(undecided);
  });
});
