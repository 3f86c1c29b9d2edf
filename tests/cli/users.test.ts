import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { createDecider } from "../../src/host/decide.js";
import { CELL } from "../cell/open-cell.js";
import { MESH, ORDERS } from "./policy.js";
import { cellwall, folderWith } from "./run.js";

const POLICY = `${MESH}---
apiVersion: cellwall.dev/v1alpha1
kind: Policy
metadata: { name: orders }
spec:
  target: { workload: ${ORDERS} }
  authorize:
    - name: own
      effect: allow
      paths: ["/orders/customers/{customer}/**"]
      when: user.sub == path.customer && "orders:read" in user.scopes && user.claims.level > 2
`;

const TEST = `apiVersion: cellwall.dev/v1alpha1
kind: PolicyTest
metadata: { name: users }
spec:
  target: { workload: ${ORDERS} }
  request: { host: a, method: GET, path: /orders/customers/7/x }
  cases:
    - name: own
      request: { user: { iss: login, sub: "7", scopes: [a, "orders:read"], claims: { level: 3 } } }
      verdict: allow
    - name: not enough
      each:
        - user: { iss: login, sub: "8", scopes: ["orders:read"], claims: { level: 3 } }
        - user: { iss: login, sub: "7", scopes: [orders], claims: { level: 3 } }
        - user: { iss: login, sub: "7", scopes: ["orders:read"] }
      verdict: deny
      rule: none
    - { name: nobody, verdict: unauthenticated, rule: none }
`;
const ALICE = { iss: "login", sub: "7", scopes: ["orders:read"], claims: { level: 3 } };
const REQUEST = { method: "GET", host: "a", path: "/orders/customers/7/x" };

let folder: string;
beforeAll(() => {
  folder = folderWith({
    "policy.yaml": POLICY,
    "users.yaml": TEST,
    wrong: TEST.replace("verdict: unauthenticated", "verdict: deny"),
    deep: TEST.replace("level: 3", `level: ${"[".repeat(17)}${"]".repeat(17)}`),
  });
});

test("cases have users, and expect 401", () => {
  expect(cellwall(folder, ["test", "policy.yaml", "users.yaml"]).stdout).toBe("5 passed, 0 failed\n");
  expect(cellwall(folder, ["test", "policy.yaml", "wrong"]).stdout).toContain(
    "expected deny by default, got unauthenticated\n",
  );
});

test("claims that no token could have are refused", () => {
  const { code, stderr } = cellwall(folder, ["test", "policy.yaml", "deep"]);
  expect(code).toBe(1);
  expect(stderr).toContain("error[too-large]: the user has claims nested over 16 levels");
});

test("requests have users", () => {
  const lines = [{ ...REQUEST, user: ALICE }, REQUEST].map((one) => JSON.stringify(one)).join("\n");
  const { stdout } = cellwall(
    folder,
    ["decide", "policy.yaml", "--target", ORDERS, "--requests", "-"],
    lines,
  );
  const [known, unknown] = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(known).toMatchObject({ verdict: "allow", user: { iss: "login", sub: "7" } });
  expect(unknown).toMatchObject({ verdict: "unauthenticated", status: 401, rule: null });
});

test("a cell tries the cases with users, and believes no such user of any other request", () => {
  const compile = (...files: string[]) =>
    cellwall(folder, ["compile", ...files, "--target", ORDERS, "-o", "out.image"]);
  const image = () => readFileSync(`${folder}/out.image`);
  compile("policy.yaml", "users.yaml");
  const user = JSON.stringify({ iss: "login", sub: "7", scope: "orders:read", level: 3 });
  const decided = createDecider(CELL, image()).decide({ ...REQUEST, headers: [], user });
  expect(decided).toMatchObject({ verdict: "unauthenticated" });
  compile("policy.yaml", "wrong");
  expect(() => createDecider(CELL, image())).toThrow("users: nobody");
});
