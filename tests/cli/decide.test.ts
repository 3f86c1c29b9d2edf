import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { puppet } from "../../src/host/testing/puppet.js";
import { GATEWAY, MESH, ORDERS, POLICY } from "./policy.js";
import { cellwall, folderWith } from "./run.js";

const READ = { method: "GET", host: "orders.shop.example", path: "/orders/customers/7/cart" };

let folder: string;
beforeAll(() => {
  folder = folderWith({ "policy.yaml": `${MESH}---\n${POLICY}` });
});

function decide(requests: readonly unknown[], ...options: string[]) {
  const input = requests.map((one) => (typeof one === "string" ? one : JSON.stringify(one))).join("\n");
  const ran = cellwall(
    folder,
    ["decide", "policy.yaml", "--target", ORDERS, "--requests", "-", ...options],
    input,
  );
  const decisions = ran.stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return { ...ran, decisions };
}

describe("verdicts", () => {
  test("one line of JSON a request, in order", () => {
    const { code, decisions } = decide([
      { id: "read", ...READ, sourceIp: "192.0.2.1" },
      { id: 2, ...READ, path: "/orders/refunds/1", peer: GATEWAY, sourceIp: "192.0.2.1" },
      { ...READ, path: "/orders/refunds/1", sourceIp: "192.0.2.1" },
      { ...READ, method: "POST", sourceIp: "10.1.2.3", sourcePort: 999 },
      { ...READ, path: "/orders/%2e%2e/%00" },
    ]);
    const version = decisions[0].version;
    const nearest = { policy: "orders", rule: "read", clause: 0, attribute: "method" };
    expect(version).toMatch(/^[0-9a-f]{16}$/);
    expect(code).toBe(0);
    expect(decisions).toEqual([
      { id: "read", verdict: "allow", status: 200, policy: "orders", rule: "read", version },
      { id: 2, verdict: "deny", status: 403, policy: "orders", rule: "refunds", version },
      { verdict: "deny", status: 403, policy: "orders", rule: "refunds", version, undecided: "peer" },
      { verdict: "deny", status: 403, policy: null, rule: null, version, nearest, audit: ["orders/seen"] },
      { verdict: "invalid", status: 400, policy: null, rule: null, version, reason: expect.any(String) },
    ]);
  });

  test("limits remember, and see the time of the requests", () => {
    const at = (time: string) => ({ ...READ, sourceIp: "192.0.2.1", time });
    const { decisions } = decide([
      at("2026-11-25T09:00:00Z"),
      at("2026-11-25T09:00:00.5Z"),
      at("2026-11-25T10:00:01+01:00"),
      { ...at("2026-11-25T09:00:01Z"), sourceIp: "192.0.2.2" },
      at("2026-11-25T09:01:02Z"),
    ]);
    expect(decisions.map(({ verdict }) => verdict)).toEqual(["allow", "allow", "limited", "allow", "allow"]);
    expect(decisions[2]).toMatchObject({ status: 429, policy: "orders", rule: "per-address" });
  });

  test.each([[{ host: "a.example" }], [[["host", "a.example"]]], [{ Host: ["a.example", "b.example"] }]])(
    "headers %j reach the cell, repeated ones too",
    (headers) => {
      expect(decide([{ ...READ, headers }]).decisions).toMatchObject([
        { verdict: "invalid", reason: "repeated-header" },
      ]);
    },
  );

  test("20,000 requests take seconds", () => {
    const requests = Array.from({ length: 20_000 }, (_, i) => ({
      id: i,
      ...READ,
      sourceIp: `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`,
    }));
    const start = performance.now();
    const { code, decisions } = decide(requests);
    expect([code, decisions.length, decisions.at(-1).id]).toEqual([0, 20_000, 19_999]);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

describe("bad lines", () => {
  test.each([
    ["{", "the line is not JSON"],
    ["[1]", "the line must be a JSON object"],
    ['{"port": 1}', "unknown key `port`; the keys are id, method"],
    ['{"method": 1}', "`method` must be text"],
    ['{"method": null}', "`method` must be text"],
    ['{"sourceIp": "10.0.0.1:80"}', "`sourceIp` must be an IP address, without port"],
    ['{"sourcePort": 70000}', "`sourcePort` must be at most 65535"],
    ['{"protocol": "HTTP"}', "`protocol` must be one of HTTP/1.0, HTTP/1.1, HTTP/2, HTTP/3"],
    ['{"hasUnannouncedBody": 1}', "`hasUnannouncedBody` must be true or false"],
    ['{"time": "noon"}', "`time` must be an RFC 3339 time"],
    ['{"headers": {"a": "b\\nc"}}', "`headers.a` must have no line breaks"],
    ['{"headers": [["a"]]}', "`headers` must be"],
  ])("%s", (line, message) => {
    const { code, stderr, decisions } = decide([READ, "", line, READ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^-:3:1: error\[invalid-request\]: /);
    expect(stderr).toContain(message);
    expect(decisions).toHaveLength(2);
  });
});

describe("the module and the files", () => {
  test("requests from a file name it in errors", () => {
    const there = folderWith({
      "policy.yaml": `${MESH}---\n${POLICY}`,
      "requests.jsonl": `${JSON.stringify(READ)}\nno\n`,
    });
    const ran = cellwall(there, [
      "decide",
      "policy.yaml",
      "--target",
      ORDERS,
      "--requests",
      "requests.jsonl",
    ]);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain("requests.jsonl:2:1: ");
    expect(ran.stdout).toContain('"allow"');
  });

  test("a file that is not there: exit 2", () => {
    const { code, stderr } = cellwall(folder, [
      "decide",
      "policy.yaml",
      "--target",
      ORDERS,
      "--requests",
      "none",
    ]);
    expect([code, stderr]).toEqual([2, "cellwall: can't read `none`: there is no such file\n"]);
  });

  test("a module that leaves no record: verdict error, exit 1", () => {
    const there = folderWith({ "policy.yaml": `${MESH}---\n${POLICY}`, "other.wasm": puppet() });
    const args = ["decide", "policy.yaml", "--target", ORDERS, "--requests", "-", "--module", "other.wasm"];
    const { code, stdout } = cellwall(there, args, JSON.stringify(READ));
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: "error",
      status: 503,
      message: "the cell left no record",
    });
  });

  test("a decision comes as soon as its line, before the input ends", async () => {
    const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
    const args = [cli, "decide", "policy.yaml", "--target", ORDERS, "--requests", "-"];
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
    child.stdin.write(`${JSON.stringify({ id: "first", ...READ })}\n`);
    const [chunk] = await once(child.stdout, "data");
    expect(JSON.parse(String(chunk))).toMatchObject({ id: "first", verdict: "allow" });
    child.stdin.end();
    const [code] = await once(child, "exit");
    expect(code).toBe(0);
  });
});
