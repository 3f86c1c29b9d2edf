import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { GATEWAY, MESH, ORDERS, POLICY } from "./policy.js";
import { CLI, cellwall, folderWith } from "./run.js";

const TEST = `apiVersion: cellwall.dev/v1alpha1
kind: PolicyTest
metadata: { name: orders }
spec:
  target: { workload: ${ORDERS} }
  request: { host: orders.shop.example, method: GET }
  cases:
    - { name: reading, request: { path: /orders/customers/1/x }, verdict: allow, rule: orders/read }
    - name: refunds
      each: [{ path: /orders/refunds/1 }, { path: /orders/%72efunds/1 }]
      verdict: deny
      rule: orders/refunds
    - { name: the third is too much, request: { path: /orders/customers/1/x }, verdict: allow }
    - { name: limited, request: { path: /orders/customers/1/x }, verdict: limited, rule: orders/per-address }
`;
const WRONG = TEST.replace("verdict: allow, rule: orders/read", "verdict: deny, rule: none");
const EVERYWHERE = `apiVersion: cellwall.dev/v1alpha1
kind: PolicyTest
metadata: { name: everywhere }
spec:
  target: {}
  cases: [{ name: no NUL, request: { path: "/%00" }, verdict: invalid }]
`;

let folder: string;
beforeAll(() => {
  folder = folderWith({
    "mesh.yaml": MESH,
    "orders.yaml": POLICY,
    "right.test.yaml": TEST,
    "everywhere.yaml": EVERYWHERE,
    wrong: WRONG,
  });
});

test("all cases pass: exit 0; each runs at every workload of its target", () => {
  expect(cellwall(folder, ["test", "."])).toEqual({ code: 0, stdout: "7 passed, 0 failed\n", stderr: "" });
});

test("--target runs the cases of one workload", () => {
  expect(cellwall(folder, ["test", ".", "--target", GATEWAY]).stdout).toBe("1 passed, 0 failed\n");
});

test("a failure has its place, what was expected, and what came: exit 1", () => {
  const { code, stdout } = cellwall(folder, ["test", "mesh.yaml", "orders.yaml", "wrong"]);
  expect(code).toBe(1);
  expect(stdout).toContain("wrong:8:15: failed: orders: reading\n");
  expect(stdout).toContain("\n                ^^^^^^^\n");
  expect(stdout).toContain("  expected deny by default, got allow by orders/read\n");
  expect(stdout).toContain("\n4 passed, 1 failed\n");
});

test("no cases at all: exit 1, and what to do", () => {
  const { code, stdout } = cellwall(folder, ["test", "mesh.yaml", "orders.yaml"]);
  expect([code, stdout]).toEqual([1, expect.stringContaining("kind: PolicyTest")]);
});

test("--coverage names rules and conditions that no case tried", () => {
  const { stdout } = cellwall(folder, ["test", ".", "--coverage"]);
  expect(stdout).toContain("this condition of `orders/seen` never holds");
  expect(stdout).toContain("this condition of `orders/read` never fails");
  expect(stdout).toMatch(
    /coverage: 100 % of 3 rules matched a case, \d+ % of 5 conditions both held and failed\n$/,
  );
});

test("--coverage names rules that no case matched", () => {
  const other = POLICY.replace(
    "effect: audit\n      sources",
    "effect: audit\n      paths: [/seen]\n      sources",
  );
  const { stdout } = cellwall(folderWith({ "mesh.yaml": MESH, "p.yaml": other, "t.yaml": TEST }), [
    "test",
    ".",
    "--coverage",
  ]);
  expect(stdout).toContain("p.yaml:15:13: no case matches `orders/seen`");
});

test("--json gives results and coverage", () => {
  const { stdout } = cellwall(folder, ["test", ".", "--coverage", "--json"]);
  const { results, coverage } = JSON.parse(stdout);
  expect(results).toHaveLength(7);
  expect(results.every((one: { passed: boolean }) => one.passed)).toBe(true);
  expect(coverage.map((one: { rule: string }) => one.rule)).toEqual(["read", "refunds", "seen"]);
});

test("--junit writes a suite for each test and workload, with the failures", () => {
  cellwall(folder, ["test", "mesh.yaml", "orders.yaml", "wrong", "--junit", "out.xml"]);
  const xml = readFileSync(join(folder, "out.xml"), "utf8");
  expect(xml).toContain(`<testsuite name="orders at ${ORDERS}" tests="5" failures="1"`);
  expect(xml).toContain('<failure message="expected deny by default, got allow by orders/read">');
});

describe("--watch", () => {
  test("runs again when a file changes, until Ctrl-C", async () => {
    const watched = folderWith({ "mesh.yaml": MESH, "orders.yaml": POLICY, "test.yaml": WRONG });
    const watcher = spawn(process.execPath, [CLI, "test", ".", "--watch"], { cwd: watched });
    let output = "";
    for (const stream of [watcher.stdout, watcher.stderr])
      stream.on("data", (chunk) => {
        output += chunk;
      });
    try {
      await expect.poll(() => output, { timeout: 10_000 }).toContain("waiting for changes");
      expect(output).toContain("4 passed, 1 failed");
      writeFileSync(join(watched, "test.yaml"), TEST);
      await expect.poll(() => output, { timeout: 10_000 }).toContain("5 passed, 0 failed");
    } finally {
      watcher.kill("SIGINT");
      await once(watcher, "exit");
    }
    expect(watcher.exitCode).toBe(0);
  });
});
