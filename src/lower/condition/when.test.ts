import { describe, expect, test } from "vitest";
import { Diagnostics } from "../../diagnostics/diagnostic.js";
import type { Rule } from "../../ir/model.js";
import { readDocuments } from "../../policy/read.js";
import { lower } from "../lower.js";
import { printClause } from "./testing/print.js";

const DOCUMENTS = {
  Mesh: { trustDomain: "shop.example", workloads: [{ id: "spiffe://shop.example/a" }] },
  Policy: { target: {}, authorize: [] as object[] },
};

/** The rule that a condition makes; warnings as they come. */
function ruleOf(when: string, paths?: readonly string[]): { rule: Rule; warnings: string[] } {
  const rule = { name: "r", effect: "deny", when, ...(paths && { paths }) };
  const specs = { ...DOCUMENTS, Policy: { target: {}, authorize: [rule] } };
  const text = Object.entries(specs)
    .map(([kind, spec]) =>
      JSON.stringify({ apiVersion: "cellwall.dev/v1alpha1", kind, metadata: { name: "a" }, spec }),
    )
    .join("\n---\n");
  const diagnostics = new Diagnostics();
  const set = lower(readDocuments([{ path: "a.yaml", text }], diagnostics), diagnostics);
  const lowered = set?.policies[0]?.rules[0];
  if (lowered === undefined) throw new Error(diagnostics.all.map(({ message }) => message).join("; "));
  return { rule: lowered, warnings: diagnostics.all.map(({ code }) => code) };
}

function clausesOf(when: string, paths?: readonly string[]): string[] {
  return ruleOf(when, paths)
    .rule.clauses.slice(paths === undefined ? 0 : 1)
    .map(printClause);
}

describe("what a plain test says becomes one", () => {
  test.each([
    ["request.method == 'POST'", ["method POST"]],
    ["'POST' == request.method", ["method POST"]],
    ["request.method in ['PUT', 'GET', 'PUT']", ["method GET | method PUT"]],
    [
      "request.method == 'GET' || request.method == 'PUT' || request.method == 'GET'",
      ["method GET | method PUT"],
    ],
    ["request.host == 'a.example'", ['host {"host":{"exact":"a.example"}}']],
    ["request.host.endsWith('.example')", ['request.host {"suffix":".example"}']],
    ["request.path == '/a/b'", ["path /a/b"]],
    ["request.path in ['/', '/a/']", ["path / | path /a/"]],
    ["request.path == '/a=b'", ['request.path {"oneOf":["/a=b"]}']],
    [
      "request.path.startsWith('/a') && request.path.endsWith('.js')",
      ['path {"prefix":"/a"}', 'path {"suffix":".js"}'],
    ],
    ["peer.id == 'spiffe://a/b'", ['peer {"id":"spiffe://a/b"}']],
    ["peer.id.startsWith('spiffe://a/b/')", ['peer {"idPrefix":"spiffe://a/b/"}']],
    ["peer.id.startsWith('spiffe://a/b')", ['peer.id {"prefix":"spiffe://a/b"}']],
    ["peer.id.startsWith('spiffe://a/bc')", ['peer.id {"prefix":"spiffe://a/bc"}']],
    ["peer.id.startsWith('spiffe://a//')", ['peer.id {"prefix":"spiffe://a//"}']],
    ["peer.trustDomain in ['a', 'b']", ['peer {"trustDomain":"a"} | peer {"trustDomain":"b"}']],
    ["peer.namespace == 'shop'", ['peer.namespace {"oneOf":["shop"]}']],
    ["source.ip == ip('::ffff:a00:1')", ["source 10.0.0.1/32"]],
    ["source.ip in [ip('10.0.0.1'), ip('10.0.0.2')]", ["source 10.0.0.1/32 | source 10.0.0.2/32"]],
    ["cidr('10.0.0.0/8').containsIP(source.ip)", ["source 10.0.0.0/8"]],
    ["cidr('10.0.0.1/8').containsIP(source.ip)", ["source 10.0.0.0/8"]],
    ["has(request.headers.Accept)", ['header {"name":"accept","match":{"present":true}}']],
    ["!('Accept' in request.headers)", ['header {"name":"accept","match":{"present":false}}']],
    ["request.headers['X-Tenant'] == 'a'", ['request.headers[x-tenant] {"oneOf":["a"]}']],
    ["request.headers.x.startsWith('a')", ['request.headers[x] {"prefix":"a"}']],
    [
      "request.query.q == 'a' || request.query['q'] in ['c', 'b']",
      ['request.query[q] {"oneOf":["a","b","c"]}'],
    ],
    ["request.query.Q == 'a'", ['request.query[Q] {"oneOf":["a"]}']],
    ["request.id == 'a'", ['request.headers[x-request-id] {"oneOf":["a"]}']],
    ["user.sub in ['b', 'a']", ['user.sub {"oneOf":["a","b"]}']],
    ["user.sub == 'a' || route.name == 'b'", ['user.sub {"oneOf":["a"]} | route.name {"oneOf":["b"]}']],
    [
      "!(user.sub != 'a' || !(route.name == 'b'))",
      ['user.sub {"oneOf":["a"]}', 'route.name {"oneOf":["b"]}'],
    ],
  ])("%s", (when, expected) => {
    expect(clausesOf(when)).toEqual(expected);
  });

  test("a thousand members are one test", () => {
    const members = Array.from({ length: 1000 }, (_, index) => `u${String(index).padStart(3, "0")}`);
    expect(clausesOf(`user.sub in ${JSON.stringify(members)}`)).toEqual([
      `user.sub {"oneOf":${JSON.stringify(members)}}`,
    ]);
  });
});

describe("the rest is a condition", () => {
  test.each([
    ["request.method != 'GET'", '(not (equals request.method "GET"))'],
    ["request.method == request.host", "(equals request.method request.host)"],
    ["user.sub in []", "(in user.sub (list))"],
    ["request.path.startsWith('')", '(startsWith request.path "")'],
    [
      "request.method == 'GET' || user.sub == user.iss",
      '(or (equals request.method "GET") (equals user.sub user.iss))',
    ],
    ["request.size > 1 && true", "(less int:1 request.size)"],
    ["request.size >= 1", "(lessOrEqual int:1 request.size)"],
    ["-request.size < +1 - 2".replace("+", ""), "(less (negate request.size) int:-1)"],
    ["destination.ip == ip('::1')", "(equals destination.ip ip:0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1)"],
    ["request.queryValues.q[0] == 'a'", '(equals (index request.queryValues[q] int:0) "a")'],
    ["has(request.query.q)", "(not (equals (size request.queryValues[q]) int:0))"],
    ["!has(request.query.q)", "(equals (size request.queryValues[q]) int:0)"],
    ["has(user.sub)", "(present user.sub)"],
    ["!has(peer.id)", "(not (present peer.id))"],
    ["has(user.claims.a.b)", '(has (index user.claims "a") "b")'],
    ["user.claims.admin", '(index user.claims "admin")'],
    ["!user.claims.admin", '(not (index user.claims "admin"))'],
    ["user.claims.admin || false || user.claims.admin", '(or (index user.claims "admin") bool:false)'],
    ["user.sub.matches('^a')", '(matches "^a" user.sub)'],
    [
      "!user.aud.exists(a, a == 'x' && !(a in user.scopes))",
      '(all user.aud (or (not (equals $0 "x")) (in $0 user.scopes)))',
    ],
    [
      "user.aud.exists(a, user.scopes.exists(b, a == b))",
      "(exists user.aud (exists user.scopes (equals $1 $0)))",
    ],
    ["!user.aud.exists_one(a, a == 'x')", '(not (existsOne user.aud (equals $0 "x")))'],
    [
      "size(user.aud.map(a, a != 'x', a + 'y')) == 1",
      '(equals (size (map user.aud (not (equals $0 "x")) (add $0 "y"))) int:1)',
    ],
    [
      "!(user.sub == user.iss ? user.sub != 'a' : 1 < request.size)",
      '(conditional (equals user.sub user.iss) (equals user.sub "a") (not (less int:1 request.size)))',
    ],
    ["{'a': user.sub}.a == 'b'", '(equals (index (map "a" user.sub) "a") "b")'],
  ])("%s", (when, expected) => {
    expect(clausesOf(when)).toEqual([expected]);
  });
});

describe("constants are folded", () => {
  test.each([
    ["request.size < 2 * 1024 + -1", "(less request.size int:2047)"],
    [
      "request.time < timestamp('2026-01-01T00:00:00.5Z') + duration('1h')",
      "(less request.time timestamp:1767229200,500000000)",
    ],
    ["user.claims.d > duration('-1.5s')", '(less duration:-2,500000000 (index user.claims "d"))'],
    ["user.claims.x == double('NaN')", '(equals (index user.claims "x") double:NaN)'],
    ["user.claims.x == [1u, 2u].map(n, n * 2u)[1]", '(equals (index user.claims "x") uint:4)'],
    ["user.claims.x in ['a', 'b'].map(s, s + '!')", '(in (index user.claims "x") (list "a!" "b!"))'],
    ["user.claims.x == {'a': b'\\x00z'}", '(equals (index user.claims "x") (map "a" bytes:007a))'],
    ["user.claims.x == null", '(equals (index user.claims "x") null)'],
    ["(1 < 2 ? user.sub : user.iss) == user.iss", "(equals user.sub user.iss)"],
    [
      "[1, 2].exists(x, x == request.size) && ['a'].all(x, x == 'a')",
      "(exists (list int:1 int:2) (equals $0 request.size))",
    ],
  ])("%s", (when, expected) => {
    expect(clausesOf(when)).toEqual([expected]);
  });

  test.each([
    ["true", []],
    ["1 == 1 || user.sub == 'a'", []],
    ["user.sub == 'a' && 1 > 2", ["bool:false"]],
    ["!(user.sub == 'a' || [1].exists(x, x == 1))", ["bool:false"]],
  ])("%s is worth a warning", (when, expected) => {
    const { rule, warnings } = ruleOf(when);
    expect(rule.clauses.map(printClause)).toEqual(expected);
    expect(warnings).toEqual(["constant-condition"]);
  });

  test.each([
    ["true && request.method == 'GET'", ["method GET"]],
    ["false || request.method == 'GET' || 1 > 2", ["method GET"]],
  ])("%s is no more than what is left", (when, expected) => {
    expect(ruleOf(when)).toMatchObject({ warnings: [] });
    expect(clausesOf(when)).toEqual(expected);
  });
});

describe("a variable of the path", () => {
  test.each([
    [["/a/{v}"], "segment[1:2]-0"],
    [["/a/{v}.png"], "segment[1:2]-4"],
    [["/{v=a/*}/b"], "segment[0:2]-0"],
    [["/{v=*}/**"], "segment[0:1]-0"],
    [["/a/{v=**}"], "segment[1:]-0"],
    [["/a/{v=**}/b.ts"], "segment[1:]-5"],
    [["/a/{v=**/b}.ts"], "segment[1:]-3"],
    [["/a/**/{v=b}"], '"b"'],
    [["/a/{v}", "/b/{v}"], "segment[1:2]-0"],
    [["/a/{v}", "/{v}/b", "/{v}/c"], "(conditional <path /a/{v}> segment[1:2]-0 segment[0:1]-0)"],
    [
      ["/a/{v}", "/b/{v}", "/{v}/b", "/c/d/{v}"],
      "(conditional (or <path /a/{v}> <path /b/{v}>) segment[1:2]-0 (conditional <path /{v}/b> segment[0:1]-0 segment[2:3]-0))",
    ],
  ])("in %j", (paths, expected) => {
    expect(clausesOf("path.v < user.sub", paths)).toEqual([`(less ${expected} user.sub)`]);
  });
});

test("each clause and test knows its place and its text", () => {
  const [first, second, third] = ruleOf(
    "true && (user.sub == 'a' || user.iss == 'b') && !(1 < request.size)  && !(user.sub == user.iss || has(request.query.q))",
  ).rule.clauses;
  const base = (first?.place.column ?? 0) - "true && (".length;
  expect(first?.place).toMatchObject({ length: "user.sub == 'a' || user.iss == 'b'".length });
  expect(first?.anyOf.map(({ place }) => [place.column - base, place.length])).toEqual([
    [9, 15],
    [28, 15],
  ]);
  expect(second?.anyOf).toMatchObject([{ text: "!(1 < request.size)", place: { column: base + 50 } }]);
  expect(third?.anyOf).toMatchObject([{ text: "!(user.sub == user.iss)" }]);
});
