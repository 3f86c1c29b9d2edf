import { expect, test } from "vitest";
import { FLAG, PLACE_KIND, PLACE_USE } from "../image/layout.js";
import type { PlannedIdentity } from "../image/plan.js";
import type { Attribute, Expression } from "../ir/expression.js";
import type { Limit } from "../ir/limit.js";
import type { Test } from "../ir/model.js";
import { needsOf } from "./needs.js";

const NOBODY: PlannedIdentity = {
  tokenCacheBytes: 0,
  places: [],
  issuers: [],
  claimHeaders: [],
  rings: [],
  apiKeys: [],
};

const place = { file: "test", line: 1, column: 1, length: 1 };

function ruleOf(...anyOf: Test[]) {
  return { policy: "p", name: "r", effect: 0, clauses: [{ anyOf, place }] };
}

function condition(expression: Expression): Test {
  return { kind: "condition", expression, text: "", place };
}

function attribute(of: Attribute): Expression {
  return { kind: "attribute", attribute: of };
}

test.each<[string, Test, number]>([
  ["a method", { kind: "method", value: "GET", place }, 0],
  ["a peer", { kind: "peer", id: "x", place }, FLAG.NEEDS_PEER],
  ["a source", { kind: "source", range: { bytes: [0, 0, 0, 0], length: 0 }, place }, FLAG.NEEDS_SOURCE],
  [
    "a value",
    { kind: "value", attribute: { name: "peer.namespace" }, match: { prefix: "a" }, place },
    FLAG.NEEDS_PEER,
  ],
  ["a condition", condition(attribute({ name: "source.port" })), FLAG.NEEDS_SOURCE],
  ["the scheme, which comes with the headers", condition(attribute({ name: "request.scheme" })), 0],
  ["the destination", condition(attribute({ name: "destination.ip" })), FLAG.NEEDS_DESTINATION],
  ["the server name", condition(attribute({ name: "connection.sni" })), FLAG.NEEDS_SNI],
  ["the protocol", condition(attribute({ name: "request.protocol" })), FLAG.NEEDS_PROTOCOL],
  ["the route", condition(attribute({ name: "route.name" })), FLAG.NEEDS_ROUTE],
  ["the time", condition(attribute({ name: "request.time" })), FLAG.NEEDS_TIME],
  [
    "a test within a condition",
    condition({
      kind: "call",
      function: "not",
      args: [{ kind: "test", test: { kind: "peer", id: "x", place } }],
    }),
    FLAG.NEEDS_PEER,
  ],
])("%s asks the host for no more than it needs", (_, one, flags) => {
  expect(needsOf([ruleOf(one)], [], NOBODY).flags).toBe(flags);
});

test("names are there once, in order, wherever they are looked at", () => {
  const limit: Limit = {
    name: "l",
    clauses: [],
    capacity: { count: 1, periodNs: 1e9, burst: 1 },
    key: [{ kind: "header", name: "x-key" }],
    overrides: [],
    place,
  };
  const { headerNames, queryNames, attributes } = needsOf(
    [
      ruleOf(
        { kind: "header", name: "x-b", match: { present: true }, place },
        { kind: "value", attribute: { name: "request.query", key: "q" }, match: { suffix: "a" }, place },
        condition({
          kind: "list",
          items: [
            attribute({ name: "request.headers", key: "X-B" }),
            attribute({ name: "request.headerValues", key: "x-a" }),
            attribute({ name: "request.queryValues", key: "Q" }),
            attribute({ name: "request.size" }),
          ],
        }),
      ),
    ],
    [limit],
    {
      ...NOBODY,
      places: [
        { kind: PLACE_KIND.COOKIE, use: PLACE_USE.TOKEN, name: "session" },
        { kind: PLACE_KIND.HEADER, use: PLACE_USE.API_KEY, name: "x-key" },
        { kind: PLACE_KIND.QUERY, use: PLACE_USE.TOKEN, name: "token" },
      ],
      claimHeaders: [{ issuer: 0, header: "x-user", claim: ["sub"] }],
    },
  );
  expect(headerNames).toEqual(["content-length", "cookie", "x-a", "x-b", "x-key", "x-user"]);
  expect(queryNames).toEqual(["Q", "q", "token"]);
  expect(attributes.map(({ name, header, query }) => [name, header ?? query])).toEqual([
    ["request.headerValues", "x-a"],
    ["request.headers", "x-b"],
    ["request.query", "q"],
    ["request.queryValues", "Q"],
    ["request.size", "content-length"],
  ]);
});
