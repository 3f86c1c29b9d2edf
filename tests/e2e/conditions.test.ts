/** What conditions get to know of a request on a real Envoy: each attribute, and each kind of work. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Running, startEnvoy } from "./envoy.js";
import { imageOf } from "./policies.js";
import { rawRequest } from "./raw-request.js";

/** Conditions that hold for the request below, each at a path of its own. */
const HOLD = [
  'request.method == "POST"',
  'request.host == "a.example"',
  'request.path.startsWith("/holds/")',
  'request.scheme == "http"',
  'request.protocol == "HTTP/1.1"',
  'request.time > timestamp("2026-01-01T00:00:00Z") && request.time < timestamp("2100-01-01T00:00:00Z")',
  "request.size == 5",
  'request.id.size() == 36 && request.id.matches("^[0-9a-f-]+$")',
  'source.ip == ip("127.0.0.1") && cidr("127.0.0.0/8").containsIP(source.ip)',
  "source.port > 1023",
  'destination.ip == ip("127.0.0.1") && destination.port > 1023',
  'request.headers["x-one"] == "v1" && !("x-none" in request.headers)',
  'request.headerValues["x-many"] == ["a", "b"] && request.headerValues["x-many"].exists(v, v > "a")',
  'request.query["q"] == "é and more" && request.queryValues["t"].size() == 2',
  'request.headers["x-one"] in ["v0", "v1", "v2"]',
  'request.headers["x-json"].split(",").filter(s, s != "").map(s, int(s)).exists(n, n == 42)',
  'request.headers["x-one"].matches("^v[0-9]$") && !request.path.matches("\\\\.\\\\.")',
  'duration("1h") + duration("30m") == duration("90m") && int(request.headers["x-number"]) * 2 == 84',
  'request.method == "GET" || request.headers["x-one"].endsWith("1")',
] as const;

/** Conditions that fail, or that can't be decided: then nothing is allowed. */
const FAIL = [
  'request.method == "GET"',
  'connection.sni == "a.example"',
  'peer.id == "spiffe://shop.example/x"',
  'request.headers["x-many"] == "a"',
  'request.headers["x-none"] != "v"',
  'request.query["bad"] != "v"',
  'int(request.headers["x-one"]) == 1',
  "request.size > 5",
  'user.sub != "x"',
] as const;

const RULES = [
  ...HOLD.map((when, index) => ({
    name: `holds-${index}`,
    effect: "allow",
    paths: [`/holds/${index}`],
    when,
  })),
  ...FAIL.map((when, index) => ({
    name: `fails-${index}`,
    effect: "allow",
    paths: [`/fails/${index}`],
    when,
  })),
  { name: "denied", effect: "deny", paths: ["/denied"], when: 'request.headers["x-none"] == "v"' },
  { name: "else", effect: "allow", paths: ["/denied"] },
];

let envoy: Running;
beforeAll(async () => {
  envoy = await startEnvoy(imageOf(`  authorize: ${JSON.stringify(RULES)}`));
});
afterAll(() => envoy?.stop());

test.each(HOLD.map((when, index) => ({ when, index })))("holds: $when", async ({ index }) => {
  expect(await post(`/holds/${index}`)).toBe(200);
});

test.each(FAIL.map((when, index) => ({ when, index })))("does not allow: $when", async ({ when, index }) => {
  expect(await post(`/fails/${index}`)).toBe(when.startsWith("user.") ? 401 : 403);
});

test("an attribute that is missing makes a deny rule match, and the record says so", async () => {
  expect(await post("/denied")).toBe(403);
  await expect.poll(() => envoy.records().length, { timeout: 15_000 }).toBe(HOLD.length + FAIL.length + 1);
  const record = JSON.parse(String(envoy.records().at(-1)?.cellwall));
  expect(record).toMatchObject({ verdict: "deny", rule: "denied", undecided: "request.headers" });
});

test("nothing trapped", async () => {
  expect(await envoy.stat("wasm.envoy.wasm.runtime.v8.active")).toBeGreaterThan(0);
  expect(await post("/holds/0")).toBe(200);
});

function post(path: string): Promise<number> {
  const target = `${path}?q=%C3%A9+and%20more&t=1&t=2&bad=%ff`;
  const headers = ["x-one: v1", "x-many: a", "x-many: b", "x-json: ,41,42", "x-number: 42"];
  return rawRequest(
    envoy.port,
    [
      `POST ${target} HTTP/1.1`,
      "host: A.example:80",
      ...headers,
      "content-length: 5",
      "connection: close",
      "",
      "hello",
    ].join("\r\n"),
  );
}
