/** Held requests and calls to other services on a real Envoy: what tests/calls does in the Node host. */
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createServer as createHttp2Server, type Http2Server } from "node:http2";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findEnvoy } from "../../scripts/envoy.mjs";
import { buildCalls, CALLS_MODULE } from "../calls/module.js";
import { type EnvoyProcess, freePort, launchEnvoy, optionsFor } from "./process.js";

const TYPE = "type.googleapis.com/envoy";
const EXTENSIONS = `${TYPE}.extensions`;
const GRPC_OK = Buffer.from("\0\0\0\0\x03yes", "latin1");

let folder: string;
let envoy: EnvoyProcess;
let port: number;
const services: (Server | Http2Server)[] = [];

beforeAll(async () => {
  buildCalls();
  const echo = await listen(
    createServer((request, response) => {
      request.on("data", () => undefined);
      request.on("end", () => response.end(`${request.method} ${request.headers["x-answer"]}`));
    }),
  );
  const http = await listen(
    createServer((request, response) => {
      setTimeout(() => response.end(`keys of ${request.headers.host}`), 50);
    }),
  );
  const grpc = await listen(grpcServer());
  const admin = await freePort();
  port = await freePort();
  folder = mkdtempSync(join(tmpdir(), "cellwall-calls-"));
  const config = join(folder, "envoy.json");
  writeFileSync(config, JSON.stringify(bootstrap(admin, { echo, http, grpc })));
  envoy = await launchEnvoy(findEnvoy(), ["-c", config, ...optionsFor(1)], admin);
});
afterAll(async () => {
  await envoy?.stop();
  for (const service of services) service.close();
  if (folder) rmSync(folder, { recursive: true });
});

test.each([
  ["http", 200, "keys of idp.example"],
  ["grpc", 200, "yes"],
  ["tick", 200, "tick"],
])("a request waits for %s, with its body, and goes on", async (waitFor, status, answer) => {
  const get = await send({ "x-wait-for": waitFor });
  expect([get.status, await get.text()]).toEqual([status, `GET ${answer}`]);
  const post = await send({ "x-wait-for": waitFor }, "x".repeat(200_000));
  expect([post.status, await post.text()]).toEqual([status, `POST ${answer}`]);
});

test.each(["http", "grpc", "tick"])("a request that waited for %s can be refused", async (waitFor) => {
  expect((await send({ "x-wait-for": waitFor, "x-then": "refuse" }, "body")).status).toBe(418);
});

test("many wait together, and each is told", async () => {
  const kinds = Array.from({ length: 90 }, (_, index) => ["http", "grpc", "tick"][index % 3] ?? "");
  const answers = await Promise.all(kinds.map((kind) => send({ "x-wait-for": kind })));
  expect(answers.map(({ status }) => status)).toEqual(kinds.map(() => 200));
});

test("callers that leave while they wait harm nobody", async () => {
  const leaving = Array.from({ length: 20 }, () => send({ "x-wait-for": "http" }, "body", 10));
  expect((await Promise.allSettled(leaving)).filter(({ status }) => status === "rejected").length).toBe(20);
  expect((await send({ "x-wait-for": "http" })).status).toBe(200);
});

test("a service that is gone is told as such", async () => {
  services.at(-1)?.close();
  for (const session of sessions) session.destroy();
  const answer = await send({ "x-wait-for": "grpc" });
  expect(await answer.text()).toBe("GET status 14");
});

function send(headers: Record<string, string>, body?: string, abortAfterMs = 5000): Promise<Response> {
  const method = body === undefined ? "GET" : "POST";
  const signal = AbortSignal.timeout(abortAfterMs);
  return fetch(`http://127.0.0.1:${port}/`, { method, headers, signal, ...(body && { body }) });
}

async function listen(server: Server | Http2Server): Promise<number> {
  services.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

const sessions = new Set<{ destroy(): void }>();

function grpcServer(): Http2Server {
  const server = createHttp2Server();
  server.on("session", (session) => sessions.add(session));
  server.on("stream", (stream, headers) => {
    const isKnown = headers[":path"] === "/test.Service/Ask";
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": isKnown ? "0" : "12" }));
    stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
    stream.end(GRPC_OK);
  });
  return server;
}

function bootstrap(admin: number, ports: Readonly<Record<"echo" | "http" | "grpc", number>>): object {
  const manager = {
    "@type": `${EXTENSIONS}.filters.network.http_connection_manager.v3.HttpConnectionManager`,
    stat_prefix: "in",
    route_config: {
      virtual_hosts: [
        { name: "all", domains: ["*"], routes: [{ match: { prefix: "/" }, route: { cluster: "echo" } }] },
      ],
    },
    http_filters: [
      { name: "calls", typed_config: filter() },
      { name: "router", typed_config: { "@type": `${EXTENSIONS}.filters.http.router.v3.Router` } },
    ],
  };
  const chain = { filters: [{ name: "manager", typed_config: manager }] };
  const clusters = Object.entries(ports).map(([name, at]) => cluster(name, at));
  return {
    admin: { address: socket(admin) },
    static_resources: {
      listeners: [{ name: "in", address: socket(port), filter_chains: [chain] }],
      clusters,
    },
  };
}

function filter(): object {
  return {
    "@type": `${EXTENSIONS}.filters.http.wasm.v3.Wasm`,
    config: {
      name: "calls",
      failure_policy: "FAIL_RELOAD",
      allow_on_headers_stop_iteration: true,
      vm_config: {
        vm_id: "calls",
        runtime: "envoy.wasm.runtime.v8",
        code: { local: { filename: CALLS_MODULE } },
      },
    },
  };
}

function cluster(name: string, at: number): object {
  const options = `${EXTENSIONS}.upstreams.http.v3.HttpProtocolOptions`;
  const protocol = name === "grpc" ? { http2_protocol_options: {} } : { http_protocol_options: {} };
  return {
    name,
    connect_timeout: "1s",
    load_assignment: {
      cluster_name: name,
      endpoints: [{ lb_endpoints: [{ endpoint: { address: socket(at) } }] }],
    },
    typed_extension_protocol_options: {
      "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
        "@type": options,
        explicit_http_config: protocol,
      },
    },
  };
}

function socket(at: number): object {
  return { socket_address: { address: "127.0.0.1", port_value: at } };
}
