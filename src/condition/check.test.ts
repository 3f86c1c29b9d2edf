import { describe, expect, test } from "vitest";
import type { Code } from "../diagnostics/code.js";
import { KEYED, PLAIN } from "./attributes.js";
import { check } from "./check.js";
import type { Checked } from "./checked.js";
import type { Flaw } from "./flaw.js";
import { Parser } from "./parse.js";
import { formatType } from "./types.js";

const PARSER = new Parser();

function checked(text: string): Checked | readonly Flaw[] {
  const parsed = PARSER.parse(text);
  return "code" in parsed ? [parsed] : check(parsed);
}

function isFlawed(result: Checked | readonly Flaw[]): result is readonly Flaw[] {
  return Array.isArray(result);
}

/** The type of an expression of any type: that of the items of a list with nothing else in it. */
function typeOf(text: string): string {
  const result = checked(`[${text}] == dyn([])`);
  if (isFlawed(result)) throw new Error(result.map(({ message }) => message).join("; "));
  const list = result.kind === "call" ? result.args[0] : undefined;
  return list?.type.kind === "list" ? formatType(list.type.item) : "";
}

test.each([
  ["null", "null"],
  ["true", "bool"],
  ["-1", "int"],
  ["1u", "uint"],
  ["1.5", "double"],
  ["'a'", "string"],
  ["b'a'", "bytes"],
  ["request.time", "timestamp"],
  ["request.size", "int"],
  ["source.ip", "ip"],
  ["request.headers['x']", "string"],
  ["request.headers.x", "string"],
  ["request.headerValues['x']", "list(string)"],
  ["request.queryValues.x[0]", "string"],
  ["path.customer", "string"],
  ["user.aud", "list(string)"],
  ["user.claims", "map(string, dyn)"],
  ["user.claims.groups", "dyn"],
  ["user.claims['groups'][0].name", "dyn"],
  ["has(user.claims.groups)", "bool"],
  ["has(user.sub) && has(request.method)", "bool"],
  ["'x' in request.headers", "bool"],
  ["1 + 2 * 3", "int"],
  ["1 + user.claims.level", "int"],
  ["user.claims.level + user.claims.level", "dyn"],
  ["-user.claims.level", "dyn"],
  ["request.time - request.time", "duration"],
  ["request.time + duration('1h')", "timestamp"],
  ["[1, 2]", "list(int)"],
  ["[1, 'a']", "list(dyn)"],
  ["[]", "list(dyn)"],
  ["[1] + []", "list(dyn)"],
  ["[[1], ['a']]", "list(list(dyn))"],
  ["{'a': 1}", "map(string, int)"],
  ["{'a': 1, 2: 'b'}", "map(dyn, dyn)"],
  ["{'a': 1}.a", "int"],
  ["{'a': 1}['b']", "int"],
  ["true ? 1 : 2", "int"],
  ["true ? 1 : user.claims.level", "dyn"],
  ["!user.claims.admin", "bool"],
  ["user.claims.admin && true", "bool"],
  ["[1, 2].map(n, string(n))", "list(string)"],
  ["[1, 2].map(n, n > 1, string(n))", "list(string)"],
  ["[1, 2].filter(n, n > 1)", "list(int)"],
  ["{'a': 1}.filter(key, key == 'a')", "list(string)"],
  ["user.claims.groups.filter(g, g == 'a')", "list(dyn)"],
  ["user.aud.exists(a, user.scopes.all(b, a == b))", "bool"],
  ["user.aud.exists_one(request, request == 'a')", "bool"],
  ["'a'.size() + size(b'a') + size([1]) + {1: 2}.size()", "int"],
  ["'a,b'.split(',')", "list(string)"],
  ["['a'].join('-')", "string"],
  ["matches('a', 'b')", "bool"],
  ["cidr('10.0.0.0/8').containsIP(source.ip)", "bool"],
  ["timestamp(0).getFullYear('UTC')", "int"],
  ["duration('1h').getHours()", "int"],
  ["request.headers.`x-tenant`", "string"],
  ["has(request.headers.`x-tenant`) && {'a/b': true}.`a/b`", "bool"],
  ["has((user.claims.`a.b`))", "bool"],
  ["type(1)", "type"],
  ["type(1) == net.CIDR", "bool"],
  ["google.protobuf.Timestamp", "type"],
  ["ip.isCanonical('::1')", "bool"],
  ["cidr('10.0.0.0/8').ip()", "ip"],
  ["[1].transformList(i, x, i + x)", "list(int)"],
  ["{'a': 1u}.transformMap(k, v, v > 1u, k)", "map(string, string)"],
  ["[['a']].exists(i, x, x[i] == 'a')", "bool"],
  ["dyn(1)", "dyn"],
  ["dyn(1) == 'a'", "bool"],
])("%s is %s", (text, expected) => {
  expect(typeOf(text)).toBe(expected);
});

test.each([...PLAIN, ...KEYED])("the example of $name is a condition: $example", ({ name, example }) => {
  expect(checked(example)).toMatchObject({ type: { kind: "bool" } });
  expect(example).toContain(name);
});

describe("what is wrong is marked", () => {
  test.each<[string, Code, string]>([
    ["user.sub == `a`", "condition-syntax", "`"],
    ["request.methd == 'a'", "unknown-attribute", "request.methd"],
    ["true && ( user . sb ) == 'a'", "unknown-attribute", "user . sb"],
    ["user.aud.exists(a, b == 'x')", "unknown-attribute", "b"],
    ["user.aud.exists(a, true) && a == 'x'", "unknown-attribute", "a"],
    ["int == 1", "condition-type", "=="],
    ["has(path.`a b`)", "condition-type", "has(path.`a b`)"],
    ["request.`a-b` == 'a'", "unknown-attribute", "request.`a-b`"],
    ["net.IPs == type(source.ip)", "unknown-attribute", "net.IPs"],
    ["ip.isCanonical(1)", "condition-type", "isCanonical"],
    ["[1].exists(i, i, i == 1)", "condition-syntax", "exists"],
    ["[1].all(i, x, i, x) == true", "unknown-function", "all"],
    ["[1].all(i, x, i == x && x == 'a')", "condition-type", "=="],
    ["user.sub.foo()", "unknown-function", "foo"],
    ["toString(1) == 'a'", "unknown-function", "toString"],
    ["user.aud.map(1, true) == []", "unknown-function", "map"],
    ["user.sub", "condition-type", "user.sub"],
    ["user.sub == 1", "condition-type", "=="],
    ["1 +  2u == 3", "condition-type", "+"],
    ["true && (user.sub)", "condition-type", "user.sub"],
    ["user.sub.size(1) == 1", "condition-type", "size"],
    ["request.headers.x.y == 'a'", "condition-type", "request.headers.x.y"],
    ["[1].exists(x, x == 'a')", "condition-type", "=="],
    ["has(path.customer)", "condition-type", "has(path.customer)"],
    ["user.sub['a'] == 'b'", "condition-type", "["],
    ["request.headers[user.sub] == 'a'", "not-constant", "user.sub"],
    ["user.sub in request.query", "not-constant", "user.sub"],
    ["request.headers == {}", "not-constant", "request.headers"],
    ["user.sub.matches('a' + 'b')", "not-constant", "'a' + 'b'"],
    ["-9223372036854775809 == 1", "invalid-constant", "9223372036854775809"],
    ["18446744073709551616u == 1u", "invalid-constant", "18446744073709551616u"],
  ])("%s", (text, code, marked) => {
    const result = checked(text);
    const found = isFlawed(result) ? result : [];
    expect(found.map((flaw) => [flaw.code, text.slice(flaw.from, flaw.to)])).toEqual([[code, marked]]);
  });

  test("all that is wrong is told", () => {
    const result = checked("user.a == 1 && user.b == 2 && (user.sub == 3 || foo())");
    expect(isFlawed(result) && result.map(({ code }) => code)).toEqual([
      "unknown-attribute",
      "unknown-attribute",
      "condition-type",
      "unknown-function",
    ]);
  });
});
