/** What a condition may take beside its steps is bounded, too: it is undecided then, whatever the request. */
import { expect, test } from "vitest";
import type { Expression, FunctionName } from "../../src/ir/expression.js";
import { openConditions } from "./conditions.js";

const ITEMS: Expression = { kind: "attribute", attribute: { name: "request.headerValues", key: "x-item" } };
const LONG: Expression = { kind: "attribute", attribute: { name: "request.headers", key: "x-long" } };
const ITEM: Expression = { kind: "variable", depth: 0 };

function call(name: FunctionName, ...args: Expression[]): Expression {
  return { kind: "call", function: name, args };
}

function text(value: string): Expression {
  return { kind: "constant", value: { type: "string", value } };
}

/** For each pair of items. */
function existsTwice(condition: Expression): Expression {
  const inner: Expression = { kind: "macro", macro: "exists", range: ITEMS, condition };
  return { kind: "macro", macro: "exists", range: ITEMS, condition: inner };
}

/** A list within another, twice in each, again and again: it has 2^24 items, but takes no memory. */
function doubled(): Expression {
  let list: Expression = { kind: "list", items: [ITEMS] };
  for (let i = 0; i < 24; i++) {
    const twice: Expression = { kind: "list", items: [ITEM, ITEM] };
    list = { kind: "macro", macro: "map", range: { kind: "list", items: [list] }, result: twice };
  }
  return list;
}

function run(condition: Expression, items: number) {
  const headers = Array.from({ length: items }, (_, index) => ["x-item", String(index % 10)] as const);
  return openConditions([condition])({ path: "/", headers: [...headers, ["x-long", "ab".repeat(4096)]] })[0];
}

test.each<[string, Expression]>([
  ["searching", call("contains", LONG, text("abb"))],
  ["matching", { kind: "matches", value: LONG, pattern: "bb" }],
  ["comparing", call("equals", LONG, call("lowerAscii", LONG))],
  ["counting", call("equals", call("size", LONG), call("size", ITEM))],
  ["copying", call("equals", call("upperAscii", LONG), LONG)],
])("%s long text for each pair of 200 items", (_, condition) => {
  const never: Expression = { kind: "and", args: [condition, call("equals", ITEM, text("x"))] };
  expect(run(existsTwice(never), 2)).toBe(false);
  expect(run(existsTwice(never), 200)).toBe("undecided");
});

test("comparing lists that contain each other many times over", () => {
  expect(run(call("equals", doubled(), doubled()), 1)).toBe("undecided");
});

test("more text than an evaluation has memory for", () => {
  const joined = call("join", { kind: "macro", macro: "map", range: ITEMS, result: LONG });
  const all: Expression = { kind: "list", items: Array.from({ length: 8 }, () => joined) };
  const isThere = call("less", { kind: "constant", value: { type: "int", value: "1" } }, call("size", all));
  expect(run(isThere, 1)).toBe(true);
  expect(run(isThere, 7)).toBe("undecided");
});

test("a list of more than 256 items", () => {
  const count = call("size", ITEMS);
  expect(run(call("equals", count, { kind: "constant", value: { type: "int", value: "256" } }), 256)).toBe(
    true,
  );
  expect(run(call("equals", count, count), 257)).toBe("undecided");
});
