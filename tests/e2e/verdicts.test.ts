import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openCell } from "../cell/open-cell.js";
import { type Running, startEnvoy } from "./envoy.js";
import { imageOf } from "./policies.js";
import { rawRequest } from "./raw-request.js";

const image = imageOf(`
  authorize:
    - { name: read, effect: allow, methods: [GET, HEAD], paths: ["/orders/{id}/**", /orders] }
    - { name: tenant, effect: allow, headers: [{ name: x-tenant, exact: acme }], paths: [{ prefix: /tenant }] }
    - { name: beta, effect: allow, headers: [{ name: x-group, prefix: beta- }], paths: ["/beta/**"] }
    - { name: robots, effect: allow, headers: [{ name: x-bot, suffix: -bot }], paths: ["/bots/**"] }
    - { name: signed, effect: allow, headers: [{ name: x-signature, present: true }], paths: ["/signed/**"] }
    - { name: pages, effect: allow, paths: ["/**.html"] }
    - { name: host, effect: allow, hosts: ["*.pages.example", pages.example], paths: ["/hosted/**"] }
    - { name: local, effect: allow, sources: [127.0.0.0/8], paths: ["/local/**"] }
    - { name: remote, effect: allow, sources: [10.0.0.0/8, "2001:db8::/32"], paths: ["/remote/**"] }
    - { name: neighbour, effect: allow, peers: [{ namespace: shop }], paths: ["/neighbour/**"] }
    - { name: no-admin, effect: deny, paths: ["/orders/admin/**"] }
    - { name: no-plaintext, effect: deny, peers: ["spiffe://bad.example/x"], paths: ["/secret/**", "/orders/secret/**"] }
    - { name: no-debug, effect: deny, headers: [{ name: x-debug, present: true }] }
    - { name: unsigned, effect: deny, headers: [{ name: x-signature, absent: true }], paths: ["/orders/signed/**"] }
    - { name: watched, effect: audit, methods: [DELETE] }
`);

interface Case {
  readonly name: string;
  readonly method?: string;
  readonly path: string;
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly verdict: "allow" | "deny" | "invalid";
  readonly rule: string | null;
}

const CASES: readonly Case[] = [
  { name: "template with a rest", path: "/orders/1/x", verdict: "allow", rule: "read" },
  { name: "template, deep", path: "/orders/1/x/y/z", verdict: "allow", rule: "read" },
  { name: "exact path", path: "/orders", verdict: "allow", rule: "read" },
  { name: "template needs its segment", path: "/orders/1", verdict: "deny", rule: null },
  { name: "path is case-sensitive", path: "/Orders/1/x", verdict: "deny", rule: null },
  { name: "second method of the list", method: "HEAD", path: "/orders/1/x", verdict: "allow", rule: "read" },
  { name: "another method", method: "POST", path: "/orders/1/x", verdict: "deny", rule: null },
  { name: "query is no part of the path", path: "/orders?x=/1", verdict: "allow", rule: "read" },
  {
    name: "header exact",
    path: "/tenant/a",
    headers: { "x-tenant": "acme" },
    verdict: "allow",
    rule: "tenant",
  },
  {
    name: "header name in capitals",
    path: "/tenant/a",
    headers: { "X-TENANT": "acme" },
    verdict: "allow",
    rule: "tenant",
  },
  {
    name: "header value is case-sensitive",
    path: "/tenant/a",
    headers: { "x-tenant": "ACME" },
    verdict: "deny",
    rule: null,
  },
  { name: "header missing", path: "/tenant/a", verdict: "deny", rule: null },
  {
    name: "byte prefix of a path",
    path: "/tenants",
    headers: { "x-tenant": "acme" },
    verdict: "allow",
    rule: "tenant",
  },
  {
    name: "header prefix",
    path: "/beta/x",
    headers: { "x-group": "beta-1" },
    verdict: "allow",
    rule: "beta",
  },
  {
    name: "header prefix differs",
    path: "/beta/x",
    headers: { "x-group": "alpha-1" },
    verdict: "deny",
    rule: null,
  },
  {
    name: "header suffix",
    path: "/bots/x",
    headers: { "x-bot": "good-bot" },
    verdict: "allow",
    rule: "robots",
  },
  {
    name: "header suffix differs",
    path: "/bots/x",
    headers: { "x-bot": "bot-good" },
    verdict: "deny",
    rule: null,
  },
  {
    name: "header present",
    path: "/signed/x",
    headers: { "x-signature": "" },
    verdict: "allow",
    rule: "signed",
  },
  { name: "header not present", path: "/signed/x", verdict: "deny", rule: null },
  { name: "path suffix", path: "/any/where.html", verdict: "allow", rule: "pages" },
  { name: "path suffix differs", path: "/any/where.htm", verdict: "deny", rule: null },
  { name: "host exact", path: "/hosted/x", host: "pages.example", verdict: "allow", rule: "host" },
  {
    name: "host below a suffix",
    path: "/hosted/x",
    host: "a.b.pages.example",
    verdict: "allow",
    rule: "host",
  },
  {
    name: "host with port, capitals, dot",
    path: "/hosted/x",
    host: "Pages.Example.:8080",
    verdict: "allow",
    rule: "host",
  },
  {
    name: "host that only ends alike",
    path: "/hosted/x",
    host: "evilpages.example",
    verdict: "deny",
    rule: null,
  },
  { name: "source in the range", path: "/local/x", verdict: "allow", rule: "local" },
  { name: "source outside the ranges", path: "/remote/x", verdict: "deny", rule: null },
  { name: "peer missing: allow does not match", path: "/neighbour/x", verdict: "deny", rule: null },
  { name: "deny wins over allow", path: "/orders/admin/x", verdict: "deny", rule: "no-admin" },
  { name: "deny by a missing peer", path: "/orders/secret/x", verdict: "deny", rule: "no-plaintext" },
  {
    name: "deny by a header",
    path: "/orders/1/x",
    headers: { "x-debug": "1" },
    verdict: "deny",
    rule: "no-debug",
  },
  { name: "deny by a missing header", path: "/orders/signed/x", verdict: "deny", rule: "unsigned" },
  {
    name: "no deny when it is there",
    path: "/orders/signed/x",
    headers: { "x-signature": "s" },
    verdict: "allow",
    rule: "read",
  },
  { name: "wildcard meets a strange byte: allow", path: "/orders/a=b/x", verdict: "deny", rule: null },
  {
    name: "wildcard meets a strange byte: deny",
    path: "/orders/admin/a=b",
    verdict: "deny",
    rule: "no-admin",
  },
  {
    name: "audit records and lets the default decide",
    method: "DELETE",
    path: "/nowhere",
    verdict: "deny",
    rule: null,
  },
  { name: "nothing allows it", path: "/nowhere", verdict: "deny", rule: null },
  {
    name: "dots that lead to a denied path",
    path: "/orders/1/%2e%2e/admin/x",
    verdict: "deny",
    rule: "no-admin",
  },
  { name: "encoded slash", path: "/orders%2Fadmin/x", verdict: "invalid", rule: null },
  { name: "path parameter", path: "/orders/admin;a=b/x", verdict: "invalid", rule: null },
  { name: "overlong encoding", path: "/orders/%c0%ae/x", verdict: "invalid", rule: null },
  { name: "encoded NUL", path: "/orders/1/%00", verdict: "invalid", rule: null },
];

const STATUS = { allow: 200, deny: 403, invalid: 400 };

describe("one Envoy with the cell", () => {
  let envoy: Running;
  beforeAll(async () => {
    // Envoy itself refuses %00 when it normalizes; here the cell has to.
    envoy = await startEnvoy(image, false);
  });
  afterAll(() => envoy?.stop());

  const decide = openCell(image);

  test.each(CASES)(
    "$name: $path is $verdict",
    async ({ name, method = "GET", path, host = "a.example", headers = {}, verdict, rule }) => {
      const before = envoy.reached.length;
      const response = await send(envoy.port, method, path, host, { ...headers, "x-case": name });
      expect(response).toBe(STATUS[verdict]);
      expect(envoy.reached.length - before).toBe(verdict === "allow" ? 1 : 0);
      const decided = decide({ method, path, host, headers: Object.entries(headers), sourceIp: "127.0.0.1" });
      expect(decided).toMatchObject({ verdict, rule, status: STATUS[verdict] });
    },
  );

  test("each request left its record in the access log", async () => {
    await expect.poll(() => envoy.records().length, { timeout: 15_000 }).toBe(CASES.length);
    const records = new Map(envoy.records().map((record) => [record.id, record]));
    for (const { name, verdict, rule } of CASES) {
      const record = records.get(name);
      expect(JSON.parse(String(record?.cellwall)), name).toMatchObject({
        verdict,
        rule,
        tier: "sidecar",
      });
      expect(record?.status, name).toBe(STATUS[verdict]);
    }
    const audited = JSON.parse(String(records.get("audit records and lets the default decide")?.cellwall));
    expect(audited.audit).toEqual(["orders/watched"]);
  });

  test("the counters add up, a second later", async () => {
    const count = (verdict: string) => envoy.stat(`wasmcustom.cellwall.${verdict}`);
    const expected = (verdict: string) => CASES.filter((one) => one.verdict === verdict).length;
    for (const verdict of ["allow", "deny", "invalid"])
      await expect.poll(() => count(verdict), { message: verdict, timeout: 5_000 }).toBe(expected(verdict));
  });
});

describe("a local limit", () => {
  test("admits the burst over both workers together, then answers 429 with Retry-After", async () => {
    const envoy = await startEnvoy(
      imageOf(`
  limits:
    - { name: slow, rate: 1/1h, burst: 5, key: [source.ip] }
`),
    );
    try {
      const responses = await Promise.all(
        Array.from({ length: 20 }, () => fetch(`http://127.0.0.1:${envoy.port}/`)),
      );
      const limited = responses.filter(({ status }) => status === 429);
      expect(responses.filter(({ status }) => status === 200)).toHaveLength(5);
      expect(limited).toHaveLength(15);
      expect(envoy.reached).toHaveLength(5);
      for (const { headers } of limited) expect(Number(headers.get("retry-after"))).toBeGreaterThan(3500);
    } finally {
      await envoy.stop();
    }
  });
});

function send(
  port: number,
  method: string,
  path: string,
  host: string,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return rawRequest(
    port,
    [`${method} ${path} HTTP/1.1`, `host: ${host}`, ...lines, "connection: close", "", ""].join("\r\n"),
  );
}
