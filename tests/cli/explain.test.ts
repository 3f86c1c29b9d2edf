import { beforeAll, expect, test } from "vitest";
import { GATEWAY, MESH, ORDERS, POLICY } from "./policy.js";
import { cellwall, folderWith } from "./run.js";

let folder: string;
beforeAll(() => {
  folder = folderWith({ "policy.yaml": `${MESH}---\n${POLICY}` });
});

function explain(target: string, request: object, ...options: string[]): string {
  const args = ["decide", "policy.yaml", "--target", target, "--requests", "-", "--explain", ...options];
  return cellwall(folder, args, JSON.stringify(request)).stdout;
}

const POST = {
  method: "POST",
  host: "orders.shop.example",
  path: "/orders/customers/7/cart",
  sourceIp: "10.0.0.1",
};

test("--explain names each rule, and the condition that kept it from matching with what it saw", () => {
  expect(explain(ORDERS, { id: "x", ...POST })).toBe(`x: deny by default
  policy.yaml:24:13: audit orders/seen matches
    policy.yaml:26:16: holds: source.ip is 10.0.0.1
  policy.yaml:16:13: allow orders/read does not match
    policy.yaml:18:16: fails: request.method is "POST"
  policy.yaml:20:13: deny orders/refunds does not match
    policy.yaml:22:14: fails: request.path is "/orders/customers/7/cart"
`);
});

test("an invalid request is looked at by no rule", () => {
  expect(explain(ORDERS, { path: "/%00" })).toBe("invalid (path-escaped-control)\n");
});

test("at a gateway, the rules of the destination that it refuses for are there too", () => {
  const output = explain(GATEWAY, POST);
  expect(output).toMatch(`deny by default for ${ORDERS}\n`);
  expect(output).toContain("allow orders/read does not match");
});

test("--json adds the rules to the verdict", () => {
  const { verdict, rules } = JSON.parse(explain(ORDERS, POST, "--json"));
  expect(verdict).toBe("deny");
  expect(rules.map((one: { rule: string; matches: boolean }) => [one.rule, one.matches])).toEqual([
    ["seen", true],
    ["read", false],
    ["refunds", false],
  ]);
});
