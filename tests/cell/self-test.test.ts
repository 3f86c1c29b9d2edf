/** An image brings the test cases of its target along, and a cell takes it only when all come out right. */
import { describe, expect, test } from "vitest";
import { buildImage } from "../../src/compile/image.js";
import { createDecider } from "../../src/host/decide.js";
import { imageSet, ORDERS } from "../e2e/policies.js";
import { CELL } from "./open-cell.js";

const POLICY = `
  authorize:
    - { name: read, effect: allow, methods: [GET], paths: ["/orders/**"] }
    - { name: from-edge, effect: allow, peers: [{ namespace: edge }] }
    - { name: from-office, effect: allow, sources: [10.0.0.0/8] }
    - { name: no-admin, effect: deny, paths: ["/orders/admin/**"] }
    - { name: own, effect: allow, paths: ["/users/{user}"], when: user.sub == path.user }
  limits:
    - { name: slow, rate: 1/1h }
`;

/** Whether a cell takes an image with these cases: undefined, or why not. */
function refusal(...cases: string[]): string | undefined {
  const set = imageSet(POLICY, cases);
  try {
    createDecider(CELL, buildImage(set, ORDERS));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const PEER = "spiffe://shop.example/ns/edge/sa/gateway";

test.each([
  [
    "an allow by a rule",
    "{ name: x, request: { method: GET, path: /orders/1 }, verdict: allow, rule: orders/read }",
  ],
  [
    "a deny by a rule",
    "{ name: x, request: { method: GET, path: /orders/%61dmin/1 }, verdict: deny, rule: orders/no-admin }",
  ],
  ["a deny by default", "{ name: x, request: { method: PUT, path: /orders/1 }, verdict: deny, rule: none }"],
  ["an invalid request", '{ name: x, request: { path: "/%00" }, verdict: invalid }'],
  ["a peer", `{ name: x, request: { path: /, peer: "${PEER}" }, verdict: allow, rule: orders/from-edge }`],
  [
    "a source",
    "{ name: x, request: { path: /, sourceIp: 10.1.2.3 }, verdict: allow, rule: orders/from-office }",
  ],
  [
    "a user",
    "{ name: x, request: { path: /users/7, user: { iss: a, sub: '7' } }, verdict: allow, rule: orders/own }",
  ],
  ["nobody", "{ name: x, request: { path: /users/7 }, verdict: unauthenticated, rule: none }"],
  ["a verdict by whatever rule", "{ name: x, request: { method: GET, path: /orders/1 }, verdict: allow }"],
  [
    "what limits refuse, for it is not run",
    "{ name: x, request: { method: GET, path: /orders/1 }, verdict: limited, rule: orders/slow }",
  ],
])("a right case lets the image in: %s", (_, one) => {
  expect(refusal(one)).toBeUndefined();
});

describe("a wrong case refuses the image, by name", () => {
  test.each([
    ["another verdict", "{ name: wrong one, request: { method: GET, path: /orders/1 }, verdict: deny }"],
    [
      "another rule",
      "{ name: wrong one, request: { method: GET, path: /orders/1 }, verdict: allow, rule: orders/from-edge }",
    ],
    [
      "a rule where the default decides",
      "{ name: wrong one, request: { path: /x }, verdict: deny, rule: orders/no-admin }",
    ],
    [
      "the default where a rule decides",
      "{ name: wrong one, request: { method: GET, path: /orders/1 }, verdict: allow, rule: none }",
    ],
    [
      "another user",
      "{ name: wrong one, request: { path: /users/7, user: { iss: a, sub: '8' } }, verdict: allow }",
    ],
    ["denied where nobody is refused", "{ name: wrong one, request: { path: /users/7 }, verdict: deny }"],
    ["valid where it is not", '{ name: wrong one, request: { path: "/%00" }, verdict: deny }'],
  ])("%s", (_, one) => {
    const right = "{ name: right, request: { method: GET, path: /orders/1 }, verdict: allow }";
    expect(refusal(right, one)).toContain("test case `test: wrong one` comes out wrong");
  });
});

test.each([
  ["a header", "/", { authorization: "Bearer x" }],
  ["a cookie", "/", { cookie: "id=x" }],
  ["a query", "/?t=x", {}],
])("a case with credentials in %s is not run, for the cell has no keys yet", (_, path, headers) => {
  const request = JSON.stringify({ path, headers });
  const set = imageSet(POLICY, [`{ name: x, request: ${request}, verdict: unauthenticated }`]);
  const [place, issuer] = [{ file: "test", line: 1, column: 1, length: 1 }, "https://login"];
  const tokens = [
    { kind: "header", name: "authorization", scheme: "Bearer" },
    { kind: "cookie", name: "id" },
    { kind: "query", name: "t" },
  ] as const;
  const common = {
    audiences: [],
    algorithms: ["RS256"],
    leewayNs: 0,
    claimHeaders: [],
    forward: true,
  } as const;
  const login = { name: "login", issuer, ...common, tokens, keys: { jwks: [] }, place };
  const decider = createDecider(CELL, buildImage({ ...set, issuers: [login] }, ORDERS));
  const sent = { path, headers: Object.entries(headers) };
  expect(decider.decide(sent)).toMatchObject({ verdict: "unauthenticated", reason: "token-form" });
});

test("a cell that ran its cases has its buckets still full", () => {
  const set = imageSet(POLICY, ["{ name: x, request: { method: GET, path: /orders/1 }, verdict: allow }"]);
  const decider = createDecider(CELL, buildImage(set, ORDERS));
  const request = { method: "GET", path: "/orders/1", headers: [] };
  expect([decider.decide(request), decider.decide(request)].map(({ verdict }) => verdict)).toEqual([
    "allow",
    "limited",
  ]);
});
