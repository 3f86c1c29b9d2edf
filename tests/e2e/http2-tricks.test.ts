import type { OutgoingHttpHeaders } from "node:http2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Running, startEnvoy } from "./envoy.js";
import { exchange } from "./exchange.js";
import { http2Request } from "./http2-request.js";
import { imageOf } from "./policies.js";
import { isReadUnder } from "./target-readings.js";

const image = imageOf(`
  default: allow
  authorize:
    - { name: no-admin, effect: deny, paths: [/admin, "/admin/**"] }
    - { name: no-host, effect: deny, hosts: [admin.example] }
    - { name: no-role, effect: deny, headers: [{ name: x-role, exact: admin }] }
`);

/** Envoy's HTTP/2 codec resets what breaks the protocol. */
const BROKEN_FIELD = "0 http2.invalid.header.field";
const BROKEN_MESSAGE = "0 http2.violation.of.messaging.rule";

const PATHS: readonly (readonly [path: string, outcome: string])[] = [
  ["/admin/x", "403 no-admin"],
  ["/a/../admin/x", "403 no-admin"],
  ["/%61dmin/x", "403 no-admin"],
  ["//a.example/admin/x", "200 /a.example/admin/x"],
  ["/admin%2Fx", "400 path-escaped-slash"],
  ["/\\admin/x", "400 path-backslash"],
  ["/admin;x/y", "400 path-parameter"],
  ["/\xe1dmin/x", "400 path-character"],
  ["/admin#x", "400 path_normalization_failed"],
  ["/admin\0/x", BROKEN_FIELD],
  ["/admin\t/x", BROKEN_FIELD],
  ["/admin /x", BROKEN_FIELD],
  ["", BROKEN_FIELD],
  ["*", BROKEN_MESSAGE],
  ["admin/x", BROKEN_MESSAGE],
  ["?/admin/x", BROKEN_MESSAGE],
  ["http://a.example/admin/x", BROKEN_MESSAGE],
];

const REQUESTS: readonly (readonly [behaviour: string, headers: OutgoingHttpHeaders, outcome: string])[] = [
  ["without :authority, host counts", { ":path": "/x", host: "admin.example" }, "403 no-host"],
  ["no host at all", { ":path": "/x", ":authority": "" }, BROKEN_FIELD],
  ["a repeated header", { ":path": "/x", "x-role": ["user", "admin"] }, "403 no-role"],
  ["OPTIONS *", { ":method": "OPTIONS", ":path": "*" }, "404 absolute_path_rejected"],
  ["CONNECT, which has no path", { ":method": "CONNECT", ":authority": "a.example:80" }, "400 path-missing"],
];

describe("HTTP/2", () => {
  let envoy: Running;
  beforeAll(async () => {
    envoy = await startEnvoy(image, false);
  });
  afterAll(() => envoy?.stop());

  const send = (headers: OutgoingHttpHeaders) => {
    const authority = "host" in headers ? {} : { ":authority": "a.example" };
    return exchange(envoy, (port) => http2Request(port, { ...authority, ...headers }));
  };

  test.each(PATHS)("%j", async (path, expected) => {
    const { outcome, received } = await send({ ":path": path });
    expect(outcome).toBe(expected);
    expect(received.filter(({ target }) => isReadUnder("/admin", target))).toEqual([]);
  });

  test.each(REQUESTS)("%s", async (_, headers, expected) => {
    expect((await send(headers)).outcome).toBe(expected);
  });

  test("beside :authority, host neither counts nor arrives", async () => {
    const denied = await send({ ":path": "/x", ":authority": "admin.example", host: "a.example" });
    expect(denied.outcome).toBe("403 no-host");
    const passed = await send({ ":path": "/x", ":authority": "a.example", host: "admin.example" });
    expect(passed.outcome).toBe("200 /x");
    expect(passed.received.map(({ headers }) => headers.host)).toEqual([["a.example"]]);
  });
});
