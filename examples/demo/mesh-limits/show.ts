/** `npm run demo -- --mesh-limits`: one limit at two gateways, counted by envoyproxy/ratelimit and Redis. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { rateLimitConfig } from "../../../src/emit/index.js";
import { createAuthority } from "../certificates.js";
import { GATEWAY, ORDERS, readPolicySet } from "../mesh.js";
import { startSecretSource } from "../sds.js";
import { startService } from "../service.js";
import { type MeshProxy, portOf, startProxy } from "../topology.js";
import { flood } from "./flood.js";
import { findPrograms, INSTALL, LimitServers, type Programs } from "./servers.js";

const POLICY = fileURLToPath(new URL("policy.yaml", import.meta.url));
const LIMIT = 1000;
const SECONDS = 5;
/** Cells tell each second what they counted. */
const TOLD_MS = 1200;
const WIDTHS = [6, 10, 10, 10, 10];
const ANY_PORT = { address: "127.0.0.1", port: 0 };
const ROTATION_MS = 3_600_000;

/** The process's exit code. */
export const Exit = { shown: 0, exceeded: 1, notInstalled: 3 } as const;

/** Shows it; answers an `Exit`. */
export async function showMeshLimits(): Promise<number> {
  const programs = findPrograms();
  if (programs === undefined) {
    console.error(
      `This needs redis-server and envoyproxy/ratelimit. Install them:\n\n  ${INSTALL.join("\n  ")}\n`,
    );
    return Exit.notInstalled;
  }
  const folder = mkdtempSync(join(tmpdir(), "cellwall-demo-"));
  const started: { stop(): Promise<void> }[] = [];
  try {
    return await showTable(await startGateways(programs, folder, started));
  } finally {
    await Promise.all(started.map((one) => one.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Two gateways, and the sidecar of orders behind them. What has started goes into `started`. */
async function startGateways(
  programs: Programs,
  folder: string,
  started: { stop(): Promise<void> }[],
): Promise<MeshProxy[]> {
  const set = readPolicySet(readFileSync(POLICY, "utf8"));
  const keep = <One extends { stop(): Promise<void> }>(one: One): One => {
    started.push(one);
    return one;
  };
  console.error("starting: Redis and the rate limit service");
  const servers = keep(await LimitServers.start(programs, String(rateLimitConfig(set))));
  const sds = join(folder, "sds.sock");
  const home = await createAuthority(set.trustDomain);
  keep(await startSecretSource({ socket: sds, home, federated: [], rotateEveryMs: ROTATION_MS }));
  const service = keep(await startService());
  const rateLimitService = { address: "127.0.0.1", port: servers.port };
  const common = { sds, adminPort: 0, listen: ANY_PORT, outboundPort: 0, workloadPort: service.port };
  const start = async (id: string, name: string, upstreams = new Map()) => {
    const settings = { ...common, rateLimitService, endpoints: upstreams, folder: join(folder, name) };
    const proxy = await startProxy(set, id, settings, {});
    keep(proxy.envoy);
    return proxy;
  };
  console.error("starting: two gateways, and the sidecar of orders");
  const orders = await start(ORDERS, "orders");
  const endpoints = new Map([[ORDERS, { address: "127.0.0.1", port: portOf(orders, "inbound") }]]);
  return Promise.all(["gateway-1", "gateway-2"].map((name) => start(GATEWAY, name, endpoints)));
}

/** A line for each second. */
async function showTable(gateways: readonly MeshProxy[]): Promise<number> {
  const ports = gateways.map((gateway) => portOf(gateway, "edge"));
  const headers = { host: "orders.shop.example" };
  await flood(ports, 1000, { headers });
  await sleep(TOLD_MS);
  const before = await callsOf(gateways);
  console.log(`\n${row(["second", "requests", "admitted", "limit", "share"])}`);
  const total = { requests: 0, admitted: 0 };
  for (let second = 1; second <= SECONDS; second++) {
    await sleep(1000 - (Date.now() % 1000) + 2);
    const { requests, statuses } = await flood(ports, 950, { headers });
    const admitted = statuses.get(200) ?? 0;
    total.requests += requests;
    total.admitted += admitted;
    console.log(row([second, requests, admitted, LIMIT, percent(admitted / LIMIT)]));
  }
  await sleep(TOLD_MS);
  const calls = (await callsOf(gateways)) - before;
  const { requests, admitted } = total;
  console.log(row(["all", requests, admitted, LIMIT * SECONDS, percent(admitted / (LIMIT * SECONDS))]));
  console.log(`\n${calls} calls to the rate limit service, one for ${Math.round(requests / calls)} requests`);
  return admitted <= 1.01 * LIMIT * SECONDS ? Exit.shown : Exit.exceeded;
}

async function callsOf(gateways: readonly MeshProxy[]): Promise<number> {
  const counts = gateways.map(({ envoy }) => envoy.stat("wasmcustom.cellwall.limit.edge.all.leases"));
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

function row(cells: readonly (string | number)[]): string {
  return cells.map((cell, column) => `${cell}`.padStart(WIDTHS[column] ?? 0)).join("");
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
