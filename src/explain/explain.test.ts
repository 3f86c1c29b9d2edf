import { describe, expect, test } from "vitest";
import { parseRange } from "../ir/address.js";
import { NO_IDENTITY } from "../ir/identity.js";
import type { Clause, PolicySet, Rule, Test } from "../ir/model.js";
import type { Request } from "../ir/request.js";
import { explain, firstFailure } from "./explain.js";

const HERE = "spiffe://shop.example/ns/shop/sa/orders";
const place = { file: "p.yaml", line: 1, column: 1, length: 1 };
const clause = (...anyOf: Omit<Test, "place">[]): Clause => ({
  anyOf: anyOf.map((one) => ({ ...one, place }) as Test),
  place,
});
const GET = clause({ kind: "method", value: "GET" } as Test);
const TENANT = clause({ kind: "header", name: "x-tenant", match: { exact: "acme" } } as Test);
const rule = (name: string, effect: Rule["effect"], ...clauses: Clause[]): Rule => ({
  name,
  effect,
  clauses,
  place,
});

function setOf(...rules: Rule[]): PolicySet {
  return {
    mesh: "shop",
    ...NO_IDENTITY,
    trustDomain: "shop.example",
    pathNormalization: "STRICT",
    workloads: [{ id: HERE, tier: "sidecar", hosts: [], paths: [], place }],
    policies: [{ name: "p", target: { place }, rules, limits: [], place }],
    tests: [],
  };
}

const request = (more: Partial<Request>): Request => ({ method: "GET", path: "/", headers: [], ...more });

test("rules that match come first, then those of which the fewest conditions fail", () => {
  const set = setOf(
    rule("two-fail", "allow", clause({ kind: "method", value: "PUT" } as Test), TENANT),
    rule("one-fails", "allow", GET, TENANT),
    rule("matches", "deny", GET),
  );
  const explained = explain(set, HERE, request({}));
  expect(explained.map((one) => one.rule)).toEqual(["matches", "one-fails", "two-fail"]);
  expect(explained.map(({ matches }) => matches)).toEqual([true, false, false]);
});

test("what can't be decided fails an allow rule and holds for a deny rule", () => {
  const peer = clause({ kind: "peer", namespace: "edge" } as Test);
  const [deny, allow] = explain(setOf(rule("a", "allow", peer), rule("b", "deny", peer)), HERE, request({}));
  expect([deny?.rule, deny && firstFailure(deny)]).toEqual(["b", undefined]);
  expect([allow?.rule, allow && firstFailure(allow)?.outcome]).toEqual(["a", "undecided"]);
});

test("an invalid request is looked at by no rule", () => {
  expect(explain(setOf(rule("a", "allow")), HERE, request({ path: "/%00" }))).toEqual([]);
});

describe("what a condition saw", () => {
  const range = parseRange("10.0.0.0/8");
  test.each<[string, Clause, Partial<Request>, string]>([
    ["method", GET, {}, 'request.method is "GET"'],
    [
      "nothing",
      clause({ kind: "peer", namespace: "edge" } as Test),
      {},
      "peer.id is an error: `peer.id` is missing",
    ],
    [
      "host",
      clause({ kind: "host", host: { exact: "a" } } as Test),
      { host: "B.example:80" },
      'request.host is "b.example"',
    ],
    [
      "header",
      TENANT,
      {
        headers: [
          ["x-tenant", "a"],
          ["X-Tenant", "b"],
        ],
      },
      'request.headerValues["x-tenant"] is ["a", "b"]',
    ],
    ["peer", clause({ kind: "peer", namespace: "edge" } as Test), { peer: HERE }, `peer.id is "${HERE}"`],
    ["IPv4", clause({ kind: "source", range } as Test), { sourceIp: "192.0.2.1" }, "source.ip is 192.0.2.1"],
    [
      "IPv6",
      clause({ kind: "source", range } as Test),
      { sourceIp: "2001:db8:0:0:0::1" },
      "source.ip is 2001:db8::1",
    ],
    [
      "a credential",
      clause({ kind: "header", name: "authorization", match: { prefix: "Bearer " } } as Test),
      { headers: [["authorization", "Bearer secret"]] },
      'request.headerValues["authorization"] is not shown',
    ],
    [
      "several tests of one attribute",
      clause({ kind: "method", value: "PUT" } as Test, { kind: "method", value: "POST" } as Test),
      {},
      'request.method is "GET"',
    ],
    [
      "a condition",
      clause({
        kind: "condition",
        text: "",
        expression: {
          kind: "call",
          function: "less",
          args: [
            {
              kind: "call",
              function: "size",
              args: [{ kind: "attribute", attribute: { name: "request.query", key: "q" } }],
            },
            {
              kind: "call",
              function: "size",
              args: [{ kind: "attribute", attribute: { name: "request.query", key: "api_key" } }],
            },
          ],
        },
      } as unknown as Test),
      { path: "/?q=abc&api_key=s3cret" },
      'request.query["q"] is "abc", request.query["api_key"] is not shown',
    ],
    [
      "a long value",
      clause({ kind: "path", path: { prefix: "/x" } } as Test),
      { path: `/${"a".repeat(300)}` },
      `request.path is "/${"a".repeat(118)}…`,
    ],
  ])("%s", (_, one, more, seen) => {
    const [explained] = explain(setOf(rule("r", "allow", one)), HERE, request(more));
    expect(explained?.conditions.map((condition) => condition.seen)).toEqual([seen]);
  });
});
