/** Text that is no UTF-8: only what counts code points can't do anything with it. Bytes are written as characters. */
import { expect, test } from "vitest";
import type { Expression, FunctionName } from "../../src/ir/expression.js";
import { type Outcome, openRawConditions } from "./conditions.js";

const TEXT: Expression = { kind: "attribute", attribute: { name: "request.headers", key: "x-text" } };
const OTHER: Expression = { kind: "attribute", attribute: { name: "request.headers", key: "x-other" } };

function call(name: FunctionName, ...args: Expression[]): Expression {
  return { kind: "call", function: name, args };
}

function text(value: string): Expression {
  return { kind: "constant", value: { type: "string", value } };
}

function int(value: number): Expression {
  return { kind: "constant", value: { type: "int", value: String(value) } };
}

const is = (a: Expression, b: Expression) => call("equals", a, b);

test.each<[string, Expression, string, string, Outcome]>([
  ["size", is(call("size", TEXT), int(1)), "\xff", "", "undecided"],
  ["size, where a sequence is cut short", is(call("size", TEXT), int(1)), "12345678\xc3", "", "undecided"],
  ["size, of a surrogate", is(call("size", TEXT), int(1)), "\xed\xa0\x80", "", "undecided"],
  ["size, of an overlong form", is(call("size", TEXT), int(1)), "\xc0\xaf", "", "undecided"],
  ["size, when all is well", is(call("size", TEXT), int(10)), "12345678\xc3\xa9x", "", true],
  ["substring", is(call("substring", TEXT, int(0)), TEXT), "a\xff", "", "undecided"],
  ["charAt", is(call("charAt", TEXT, int(0)), text("a")), "a\xff", "", "undecided"],
  ["indexOf", is(call("indexOf", TEXT, text("a")), int(0)), "a\xff", "", "undecided"],
  ["indexOf, of such text", is(call("indexOf", TEXT, OTHER), int(0)), "a", "\xff", "undecided"],
  ["trim", is(call("trim", TEXT), text("a")), " a\xff", "", "undecided"],
  ["split by code points", is(call("size", call("split", TEXT, text(""))), int(2)), "a\xff", "", "undecided"],
  [
    "replace around code points",
    is(call("replace", TEXT, text(""), text("-")), text("")),
    "\xff",
    "",
    "undecided",
  ],
  ["equals", is(TEXT, OTHER), "a\xff", "a\xff", true],
  ["equals, to other such text", is(TEXT, OTHER), "a\xff", "a\xfe", false],
  ["startsWith", call("startsWith", TEXT, text("a")), "a\xff", "", true],
  ["endsWith", call("endsWith", TEXT, OTHER), "a\xff", "\xff", true],
  ["contains", call("contains", TEXT, OTHER), "a\xffb", "\xff", true],
  ["lowerAscii", is(call("lowerAscii", TEXT), OTHER), "A\xff\xc1", "a\xff\xc1", true],
  ["add", is(call("add", TEXT, OTHER), OTHER), "", "\xff", true],
  ["split", is(call("size", call("split", TEXT, text(","))), int(2)), "a,\xff", "", true],
  ["replace", is(call("replace", TEXT, text("a"), text("b")), OTHER), "a\xff", "b\xff", true],
  ["join", is(call("join", call("split", TEXT, text(",")), text("")), OTHER), "a,\xff", "a\xff", true],
  ["less", call("less", TEXT, OTHER), "\xc3\xa9", "\xff", true],
  ["bytes", is(call("size", call("bytes", TEXT)), int(2)), "a\xff", "", true],
  ["string, of its bytes", is(call("string", call("bytes", TEXT)), TEXT), "a\xff", "", "undecided"],
  ["in", call("in", TEXT, { kind: "list", items: [text("a"), OTHER] }), "\xff", "\xff", true],
])("%s", (_, condition, x, other, outcome) => {
  const evaluate = openRawConditions([condition]);
  const headers = [
    [":path", "/"],
    ["x-text", x],
    ["x-other", other],
  ] as const;
  expect(evaluate(headers)).toEqual([outcome]);
});

test.each<[string, Outcome]>([
  ["/?q=\xff", "undecided"],
  ["/?q=\xc3\xa9", true],
  ["/?q=%c3%a9", true],
  ["/?q=\xc3%a9", true],
  ["/?q=%c3", "undecided"],
  ["/?\xff=1&q=\xc3\xa9", true],
])("a parameter of %j", (path, outcome) => {
  const q: Expression = { kind: "attribute", attribute: { name: "request.query", key: "q" } };
  expect(openRawConditions([is(q, text("é"))])([[":path", path]])).toEqual([outcome]);
});
