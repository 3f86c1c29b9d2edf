import { expect, test } from "vitest";
import { SELECT, UNDECIDED_KEY } from "../image/layout.js";
import type { Expression } from "../ir/expression.js";
import type { Clause, Test, ValueMatch } from "../ir/model.js";
import { clauseToLookups } from "./clause-lookups.js";
import { Regexes } from "./condition/regexes.js";
import type { Lookup } from "./lookup.js";

const place = { file: "test", line: 1, column: 1, length: 1 };

function valueTest(match: ValueMatch): Test {
  return { kind: "value", attribute: { name: "request.query", key: "q" }, match, place };
}

function lookupsOf(one: Test, undecided: boolean): Lookup[][] | undefined {
  const clause: Clause = { anyOf: [one], place };
  return clauseToLookups(clause, undecided, new Regexes())?.lists;
}

test("a set is looked up by each of its members, and once by being undecided", () => {
  const lookups = lookupsOf(valueTest({ oneOf: ["a", "b"] }), true)?.flat() ?? [];
  expect(new Set(lookups.map(({ selector }) => JSON.stringify(selector))).size).toBe(1);
  expect(lookups).toHaveLength(3);
  expect(lookups.filter(({ key }) => key === UNDECIDED_KEY)).toHaveLength(1);
});

test.each<[ValueMatch, number, number]>([
  [{ prefix: "é" }, SELECT.VALUE_PREFIX, 2],
  [{ suffix: "abc" }, SELECT.VALUE_SUFFIX, 3],
])("%o is looked up by its bytes", (match, kind, argument) => {
  expect(lookupsOf(valueTest(match), false)).toMatchObject([[{ selector: { kind, argument } }]]);
});

test.each([
  [4096, 4096],
  [4097, undefined],
])("a set of %i members makes %s entries", (count, entries) => {
  const oneOf = Array.from({ length: count }, (_, index) => String(index)).sort();
  expect(lookupsOf(valueTest({ oneOf }), false)?.length).toBe(entries);
});

test("a condition that asks for no text narrows nothing", () => {
  const expression: Expression = { kind: "attribute", attribute: { name: "request.size" } };
  expect(lookupsOf({ kind: "condition", expression, text: "", place }, false)).toBeUndefined();
});
