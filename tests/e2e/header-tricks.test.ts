import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Received, type Running, startEnvoy } from "./envoy.js";
import { exchange } from "./exchange.js";
import { imageOf } from "./policies.js";
import { rawGet } from "./raw-request.js";

const image = imageOf(`
  default: allow
  authorize:
    - { name: no-host, effect: deny, hosts: [admin.example, "[2001:db8::1]"] }
    - { name: no-role, effect: deny, headers: [{ name: X-Role, exact: admin }] }
    - { name: no-debug, effect: deny, headers: [{ name: x-debug, present: true }] }
`);

/** The request target, the header lines, and the outcome as `Exchange` has it. */
type Row = readonly [target: string, headers: readonly string[], outcome: string];

/** Envoy's own answers. */
const NO_HEADER_LINE = "400 http1.codec_error";
const BAD_BYTE = "400 http1.invalid_characters";
const NO_AUTHORITY = "400 http.invalid_authority";

const HOSTS: Readonly<Record<string, readonly Row[]>> = {
  "one host in other letters, with a port, with a trailing dot": [
    ["/x", ["host: admin.example"], "403 no-host"],
    ["/x", ["Host: admin.example"], "403 no-host"],
    ["/x", ["HOST: ADMIN.Example"], "403 no-host"],
    ["/x", ["host: admin.example."], "403 no-host"],
    ["/x", ["host: admin.example:80"], "403 no-host"],
    ["/x", ["host: admin.example:"], "403 no-host"],
    ["/x", ["host: admin.example:99999"], "403 no-host"],
    ["/x", ["host: ADMIN.example.:8080"], "403 no-host"],
    ["/x", ["host: [2001:DB8::1]:80"], "403 no-host"],
  ],
  "white space around it": [
    ["/x", ["host:admin.example"], "403 no-host"],
    ["/x", ["host: \t admin.example \t"], "403 no-host"],
    ["/x", ["host:\r\n admin.example"], "403 no-host"],
    ["/x", ["host : admin.example"], NO_HEADER_LINE],
    ["/x", ["host: a.example\r\n admin.example"], NO_AUTHORITY],
  ],
  "the absolute form's host counts, not the header": [
    ["http://admin.example/x", ["host: a.example"], "403 no-host"],
    ["HTTP://ADMIN.EXAMPLE./x", ["host: a.example"], "403 no-host"],
    ["http://admin.example:80/x", ["host: a.example"], "403 no-host"],
    ["http://admin.example", ["host: a.example"], "403 no-host"],
    ["http://user@admin.example/x", ["host: a.example"], "403 no-host"],
    ["http://a.example@admin.example/x", ["host: a.example"], "403 no-host"],
    ["http://admin.example@a.example/x", ["host: a.example"], "200 /x"],
    ["http://a.example/x", ["host: admin.example"], "200 /x"],
    ["http://a.example?@admin.example/x", ["host: a.example"], "404 absolute_path_rejected"],
    ["http://a.example#@admin.example/x", ["host: a.example"], "400 http1.codec_error"],
    ["http://a.example\\@admin.example/x", ["host: a.example"], "400 http1.codec_error"],
    ["//admin.example/x", ["host: a.example"], "200 /admin.example/x"],
  ],
  "more than one host": [
    ["/x", ["host: a.example", "host: admin.example"], "400 host"],
    ["/x", ["host: admin.example", "host: a.example"], "400 host"],
    ["/x", ["host: admin.example", "HOST: admin.example"], "400 host"],
    ["/x", ["host: a.example, admin.example"], NO_AUTHORITY],
    ["/x", ["host: a.example", ":authority: admin.example"], NO_HEADER_LINE],
  ],
  "what is no host": [
    ["/x", [], "400 missing_host_header"],
    ["/x", ["host:"], "400 host"],
    ["/x", ["host: [admin.example]"], "400 host"],
    ["/x", ["host: [admin.example]:80"], "400 host"],
    ["/x", ["host: user@admin.example"], "400 host"],
    ["/x", ["host: admin%2eexample"], "400 host"],
    ["/x", ["host: admin.example;x"], "400 host"],
    ["/x", ["host: admin.example:x"], "400 host"],
    ["/x", ["host: admin.example:80:80"], "400 host"],
    ["/x", [`host: ${"a.".repeat(200)}admin.example`], "400 host"],
    ["/x", ["host: admin.example/x"], NO_AUTHORITY],
    ["/x", ["host: admin.example?x"], NO_AUTHORITY],
    ["/x", ["host: admin.example#x"], NO_AUTHORITY],
    ["/x", ["host: admin.example\\x"], NO_AUTHORITY],
    ["/x", ["host: \xe1dmin.example"], NO_AUTHORITY],
    ["/x", ["host: admin.example\0"], BAD_BYTE],
  ],
  "an address is compared as it is written": [["/x", ["host: [2001:db8:0::1]"], "200 /x"]],
  "another host": [
    ["/x", ["host: .admin.example"], "200 /x"],
    ["/x", ["host: xadmin.example"], "200 /x"],
    ["/x", ["host: admin.example.."], "200 /x"],
    ["/x", ["host: a.example", "x-forwarded-host: admin.example"], "200 /x"],
  ],
};

const NAMED = "host: a.example";

const HEADERS: Readonly<Record<string, readonly Row[]>> = {
  "its name in other letters": [
    ["/x", [NAMED, "x-role: admin"], "403 no-role"],
    ["/x", [NAMED, "X-ROLE: admin"], "403 no-role"],
    ["/x", [NAMED, "x-Role:admin"], "403 no-role"],
    ["/x", [NAMED, "X-Debug:"], "403 no-debug"],
  ],
  "white space around its value": [
    ["/x", [NAMED, "x-role: \t admin \t"], "403 no-role"],
    ["/x", [NAMED, "x-role:\r\n admin"], "403 no-role"],
    ["/x", [NAMED, "x-role : admin"], NO_HEADER_LINE],
  ],
  "repeated, with another value before, after and between": [
    ["/x", [NAMED, "x-role: user", "x-role: admin"], "403 no-role"],
    ["/x", [NAMED, "x-role: admin", "X-Role: user"], "403 no-role"],
    ["/x", [NAMED, "x-role:", "x-role: admin"], "403 no-role"],
    ["/x", [NAMED, "x-role: user", "x-other: y", "X-ROLE: admin", "x-role: user"], "403 no-role"],
    ["/x", [NAMED, "x-role: admin", "x-role: admin"], "403 no-role"],
    ["/x", [NAMED, ...Array<string>(90).fill("x-role: user"), "x-role: admin"], "403 no-role"],
  ],
  "a name or a value that is none": [
    ["/x", [NAMED, "x_role: admin"], "400 http1.unexpected_underscore"],
    ["/x", [NAMED, "x-role;: admin"], NO_HEADER_LINE],
    ["/x", [NAMED, "x-role"], NO_HEADER_LINE],
    ["/x", [NAMED, "x-role\0: admin"], BAD_BYTE],
    ["/x", [NAMED, "x-role: admin\0"], BAD_BYTE],
    ["/x", [NAMED, " x-role: admin"], NO_AUTHORITY],
  ],
  "another value": [
    ["/x", [NAMED, "x-role: Admin"], "200 /x"],
    ["/x", [NAMED, 'x-role: "admin"'], "200 /x"],
    ["/x", [NAMED, "x-role: user, admin"], "200 /x"],
    ["/x", [NAMED, "x-role: user\r\n admin"], "200 /x"],
  ],
};

let envoy: Running;
beforeAll(async () => {
  envoy = await startEnvoy(image, false);
});
afterAll(() => envoy?.stop());

describe.each(Object.entries(HOSTS))("a rule that denies by host: %s", (_, rows) => {
  test.each(rows)("%j %j", async (target, headers, expected) => {
    const { outcome, received } = await exchange(envoy, (port) => rawGet(port, target, headers));
    expect(outcome).toBe(expected);
    expect(received.filter((request) => hostOf(request) === "admin.example")).toEqual([]);
  });
});

describe.each(Object.entries(HEADERS))("a rule that denies by header: %s", (_, rows) => {
  test.each(rows)("%j %j", async (target, headers, expected) => {
    const { outcome, received } = await exchange(envoy, (port) => rawGet(port, target, headers));
    expect(outcome).toBe(expected);
    expect(received.flatMap((request) => request.headers["x-role"] ?? [])).not.toContain("admin");
  });
});

test("a repeated transaction token is refused", async () => {
  const twice = [NAMED, "txn-token: a", "Txn-Token: a"];
  expect((await exchange(envoy, (port) => rawGet(port, "/x", twice))).outcome).toBe("400 repeated-header");
});

test.each([
  ["authorization: a", "authorization: b"],
  ["authorization: Bearer a", "Authorization: Basic Yg=="],
  ['authorization: Bearer "a', "authorization: Bearer b"],
])("a second credential is refused, though Envoy joins the two: %s, %s", async (...headers) => {
  expect((await exchange(envoy, (port) => rawGet(port, "/x", [NAMED, ...headers]))).outcome).toBe(
    "400 repeated-header",
  );
});

// So that policy and service see one value, and the same one.
test.each(["user-agent", "referer", "origin", "accept", "content-type", "x-forwarded-for"])(
  "Envoy joins repeats of %s before policy sees them",
  async (name) => {
    const { outcome, received } = await exchange(envoy, (port) =>
      rawGet(port, "/x", [NAMED, `${name}: a`, `${name}: b`]),
    );
    expect(outcome).toBe("200 /x");
    expect(received.map(({ headers }) => headers[name])).toEqual([["a,b"]]);
  },
);

test("the service read all that Envoy sent to it", async () => {
  expect(await envoy.stat("cluster.service.upstream_rq_total")).toBe(envoy.reached.length);
});

/** The name alone, as a service reads it. */
function hostOf({ headers }: Received): string {
  const [host = ""] = headers.host ?? [];
  return host
    .toLowerCase()
    .replace(/:\d*$/, "")
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/\.$/, "");
}
