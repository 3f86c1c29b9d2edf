import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Running, startEnvoy } from "./envoy.js";
import { exchange } from "./exchange.js";
import { imageOf } from "./policies.js";
import { rawGet, rawRequest } from "./raw-request.js";

const image = imageOf(`
  default: allow
  authorize:
    - { name: no-admin, effect: deny, paths: [/admin, "/admin/**"] }
    - { name: no-role, effect: deny, headers: [{ name: x-role, exact: admin }] }
`);

const HOST = "host: a.example";
const CLOSE = "connection: close";

/** A request without body: its first line and its headers. */
function head(line: string, ...headers: string[]): string {
  return [line, ...headers, CLOSE, "", ""].join("\r\n");
}

const NO_REQUEST_LINE = "400 http1.codec_error";
const LONG = "a".repeat(50_000);
const TOO_LONG = "a".repeat(100_000);

/** The request, byte for byte, and the outcome as `Exchange` has it. `http1.…` and the like are Envoy's own answers. */
const REQUESTS: Readonly<Record<string, readonly [text: string, outcome: string]>> = {
  "100 KB of headers": [head("GET /x HTTP/1.1", HOST, `x-long: ${TOO_LONG}`), "431 http1.headers_too_large"],
  "50 KB of a header that the image tests": [head("GET /x HTTP/1.1", HOST, `x-role: ${LONG}`), "200 /x"],
  "200 headers": [
    head("GET /x HTTP/1.1", HOST, ...Array.from({ length: 200 }, (_, index) => `x-${index}: y`)),
    "431 http1.too_many_headers",
  ],
  "a path of 100 KB": [head(`GET /${TOO_LONG} HTTP/1.1`, HOST), "431 http1.headers_too_large"],
  "a path of 50 KB": [head(`GET /${LONG} HTTP/1.1`, HOST), "400 path-too-long"],
  "a query of 50 KB": [head(`GET /x?${LONG} HTTP/1.1`, HOST), `200 /x?${LONG}`],
  "no host": [head("GET /x HTTP/1.1"), "400 missing_host_header"],
  "an empty path": [head("GET  HTTP/1.1", HOST), NO_REQUEST_LINE],
  "no path": [head("GET HTTP/1.1", HOST), NO_REQUEST_LINE],
  "GET *": [head("GET * HTTP/1.1", HOST), "400 http1.invalid_url"],
  "OPTIONS *": [head("OPTIONS * HTTP/1.1", HOST), "404 absolute_path_rejected"],
  CONNECT: [head("CONNECT a.example:80 HTTP/1.1", HOST), "400 path-missing"],
  "CONNECT with a path": [head("CONNECT /admin/x HTTP/1.1", HOST), "400 http1.invalid_url"],
  "another method": [head("TRACE /admin/x HTTP/1.1", HOST), "403 no-admin"],
  "a method in lower case": [head("get /admin/x HTTP/1.1", HOST), NO_REQUEST_LINE],
  "a method that nobody knows": [head("FOO /admin/x HTTP/1.1", HOST), NO_REQUEST_LINE],
  "a request line with a tab": [head("GET\t/admin/x HTTP/1.1", HOST), "403 no-admin"],
  "a request line with spaces": [head("GET  /admin/x  HTTP/1.1", HOST), "403 no-admin"],
  "a request line with two paths": [head("GET /x /admin/x HTTP/1.1", HOST), NO_REQUEST_LINE],
  "an empty line first": [`\r\n${head("GET /admin/x HTTP/1.1", HOST)}`, "403 no-admin"],
  "lines without CR": [head("GET /admin/x HTTP/1.1", HOST).replaceAll("\r", ""), "403 no-admin"],
  "HTTP/0.9": ["GET /admin/x\r\n\r\n", "426 low_version"],
  "HTTP/1.0": [head("GET /admin/x HTTP/1.0", HOST), "426 low_version"],
  "HTTP/2.0 as text": [head("GET /admin/x HTTP/2.0", HOST), "426 low_version"],
  "two lengths for one body": [
    `${head("POST /x HTTP/1.1", HOST, "content-length: 4", "transfer-encoding: chunked")}0\r\n\r\n`,
    "400 http1.content_length_and_chunked_not_allowed",
  ],
};

describe("odd requests", () => {
  let envoy: Running;
  beforeAll(async () => {
    envoy = await startEnvoy(image);
  });
  afterAll(() => envoy?.stop());

  afterEach(async () => {
    expect((await exchange(envoy, (port) => rawGet(port, "/good"))).outcome).toBe("200 /good");
  });

  test.each(Object.entries(REQUESTS))("%s", async (_, [text, expected]) => {
    expect((await exchange(envoy, (port) => rawRequest(port, text))).outcome).toBe(expected);
  });

  test("no stream failed", () => {
    expect(envoy.records().filter(({ details }) => details === "wasm_fail_stream")).toEqual([]);
  });

  test.each([
    "wasm.cell.vm_reload_success",
    "wasm.cell.vm_reload_backoff",
    "server.worker_0.watchdog_mega_miss",
    "server.worker_1.watchdog_mega_miss",
  ])("no VM was lost and no worker hung: %s", async (counter) => {
    expect(await envoy.stat(counter)).toBe(0);
  });
});
