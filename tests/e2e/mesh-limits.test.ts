/** Limits that a rate limit service counts for several Envoys: how exact, and what happens when it fails. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Flood, flood, statusOf } from "../../examples/demo/mesh-limits/flood.js";
import { findPrograms, INSTALL, LimitServers } from "../../examples/demo/mesh-limits/servers.js";
import { buildImage } from "../../src/compile/image.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { rateLimitConfig } from "../../src/emit/index.js";
import type { PolicySet } from "../../src/ir/model.js";
import { lower } from "../../src/lower/lower.js";
import { readDocuments } from "../../src/policy/read.js";
import { type Running, startEnvoy } from "./envoy.js";
import { type Answer, FaultyService, GRANTED } from "./mesh/faulty-service.js";

const RATE = 1000;
const SECONDS = 4;
const RECOVERY_MS = 4000;
/** With the 2 s in which an Envoy is killed and returns, and the wait for the next second, less than 5 s. */
const RETURN_MS = 1900;
/** What takes so long waited for the service, however busy the machine is. */
const HANGING_MS = 5000;
const LOCAL_RATE = 20;
const TIMEOUT_MS = 100;

const GATEWAY = "spiffe://shop.example/ns/edge/sa/gateway";
const ORDERS = "spiffe://shop.example/ns/shop/sa/orders";

const SET = setOf(`
apiVersion: cellwall.dev/v1alpha1
kind: Mesh
metadata: { name: shop }
spec:
  trustDomain: shop.example
  rateLimitService: { cluster: ratelimit, timeout: ${TIMEOUT_MS}ms }
  workloads: [{ id: "${GATEWAY}", tier: gateway }, { id: "${ORDERS}" }]
---
apiVersion: cellwall.dev/v1alpha1
kind: Policy
metadata: { name: all }
spec:
  target: {}
  limits:
    - { name: many, rate: ${RATE}/1s, scope: mesh, paths: [/] }
    - { name: few, rate: 10/1m, scope: mesh, paths: [/few] }
    - { name: local, rate: ${LOCAL_RATE}/1s, scope: mesh, paths: [/local] }
    - { name: open, rate: ${RATE}/1s, scope: mesh, onFailure: open, paths: [/open] }
    - { name: closed, rate: ${RATE}/1s, scope: mesh, onFailure: closed, paths: [/closed] }
`);

const programs = findPrograms();
if (programs === undefined)
  console.log(`skipped: limits on real servers; install them: ${INSTALL.join("; ")}`);

describe.skipIf(programs === undefined)("four Envoys on one Redis", () => {
  let servers: LimitServers;
  let envoys: Running[];

  beforeAll(async () => {
    if (programs === undefined) return;
    servers = await LimitServers.start(programs, String(rateLimitConfig(SET)));
    envoys = await Promise.all([GATEWAY, GATEWAY, ORDERS, ORDERS].map((id) => startWith(servers.port, id)));
  }, 30_000);
  afterAll(async () => {
    await Promise.all((envoys ?? []).map((envoy) => envoy.stop()));
    await servers?.stop();
  });

  test(`admit 95 to 101 % of ${RATE} a second, for far fewer calls than requests`, async () => {
    const ports = envoys.map(({ port }) => port);
    await flood(ports, 1000);
    const before = await sum(envoys, "leases", "many");
    await nextSecond();
    const { requests, statuses, slowestMs } = await flood(ports, SECONDS * 1000 - 20);
    await sleep(1200);
    const calls = (await sum(envoys, "leases", "many")) - before;
    const admitted = statuses.get(200) ?? 0;
    const share = ((100 * admitted) / (RATE * SECONDS)).toFixed(1);
    console.log(
      `4 Envoys, ${RATE}/s for ${SECONDS} s: ${admitted} of ${requests} requests admitted, ${share} %; ` +
        `${calls} calls, one for ${Math.round(requests / calls)} requests; slowest ${Math.round(slowestMs)} ms`,
    );
    expect(requests).toBeGreaterThan(1.2 * RATE * SECONDS);
    expect(admitted).toBeLessThanOrEqual(1.01 * RATE * SECONDS);
    expect(admitted).toBeGreaterThanOrEqual(0.95 * RATE * SECONDS);
    expect(calls).toBeLessThan(requests / 50);
    expect([...statuses.keys()].sort()).toEqual([200, 429]);
  }, 20_000);

  test("admit exactly 10 a minute", async () => {
    await wholeMinute();
    const statuses: number[] = [];
    for (let i = 0; i < 24; i++) statuses.push(await statusOf(envoys[i % 4]?.port ?? 0, { path: "/few" }));
    expect(statuses.filter((status) => status === 200)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(14);
  }, 20_000);

  test("outlive their Redis, and are limited again within 5 s of its return", async () => {
    const ports = envoys.map(({ port }) => port);
    await servers.stopRedis();
    const away = await flood(ports, 2000);
    expect([...away.statuses.keys()].sort()).toEqual([200, 429]);
    await servers.startRedis();
    await flood(ports, RECOVERY_MS);
    await nextSecond();
    const { statuses } = await flood(ports, 1980);
    const admitted = statuses.get(200) ?? 0;
    console.log(
      `Redis away for 2 s: ${away.statuses.get(200)} admitted, slowest ${Math.round(away.slowestMs)} ms; ` +
        `back: ${admitted} in 2 s`,
    );
    expect(admitted).toBeLessThanOrEqual(1.01 * 2 * RATE);
    expect(admitted).toBeGreaterThanOrEqual(0.95 * 2 * RATE);
  }, 20_000);

  test("outlive one of them, killed under load, and are limited again within 5 s of its return", async () => {
    const ports = envoys.map(({ port }) => port);
    const [killed, ...others] = envoys as [Running, ...Running[]];
    await flood(ports, 500);
    await nextSecond();
    const { atOthers, atKilled, returned, awayMs } = await restartUnderLoad(killed, others);
    const recovery = await flood(ports, RETURN_MS);
    await nextSecond();
    const afterMs = performance.now() - returned;
    const servedBefore = killed.reached.length;
    const back = await flood(ports, 1980);
    const served = killed.reached.length - servedBefore;
    const [meanwhile, admitted] = [admittedBy(atOthers, atKilled), admittedBy(back)];
    const slowestMs = Math.max(...[atOthers, atKilled, recovery, back].map((it) => it.slowestMs));
    console.log(
      `an Envoy killed, back after ${Math.round(awayMs)} ms: ${meanwhile} admitted in these 2 s, ` +
        `${atKilled.statuses.get(0)} requests to it without an answer; ${Math.round(afterMs)} ms after its return: ` +
        `${admitted} in 2 s, ${served} of them by it; slowest ${Math.round(slowestMs)} ms`,
    );
    for (const { statuses } of [atOthers, recovery, back])
      expect([...statuses.keys()].sort()).toEqual([200, 429]);
    expect([0, 200, 429]).toEqual(expect.arrayContaining([...atKilled.statuses.keys()]));
    expect(atKilled.statuses.get(0)).toBeGreaterThan(0);
    expect(slowestMs).toBeLessThan(HANGING_MS);
    expect(meanwhile).toBeLessThanOrEqual(1.01 * 2 * RATE);
    expect(afterMs).toBeLessThan(5000);
    expect(admitted).toBeLessThanOrEqual(1.01 * 2 * RATE);
    expect(admitted).toBeGreaterThanOrEqual(0.95 * 2 * RATE);
    expect(served).toBeGreaterThan(0);
  }, 20_000);
});

/** The state of a service, and what it is called. */
interface Fault {
  readonly name: string;
  readonly answer?: Answer;
  readonly delayMs?: number;
}

const FAULTS: readonly Fault[] = [
  { name: "is slow", delayMs: 2 * HANGING_MS },
  { name: "is unavailable", answer: { status: 14 } },
  { name: "is overloaded", answer: { status: 8 } },
  { name: "answers nonsense", answer: { message: Buffer.from("no rate limit at all") } },
  { name: "answers nothing", answer: { message: new Uint8Array() } },
  { name: "answers at length", answer: { message: Buffer.alloc(100_000, 8) } },
  { name: "does not know the limit", answer: { message: Buffer.from("080112020801", "hex") } },
];

describe("a service that fails", () => {
  test.concurrent.each(FAULTS)(
    "and $name: what is declared holds, until it is back",
    async (fault) => {
      const service = await FaultyService.start();
      service.answer = fault.answer ?? GRANTED;
      service.delayMs = fault.delayMs ?? 0;
      const envoy = await startWith(service.port, GATEWAY, 2);
      try {
        const local = await floodPath(envoy, "/local");
        expect([...local.statuses.keys()].sort()).toEqual([200, 429]);
        expect(local.statuses.get(200)).toBeLessThanOrEqual(0.5 * LOCAL_RATE);
        const open = await floodPath(envoy, "/open");
        expect([...open.statuses.keys()]).toEqual([200]);
        const closed = await floodPath(envoy, "/closed");
        expect([...closed.statuses.keys()]).toEqual([429]);
        for (const { slowestMs } of [local, open, closed]) expect(slowestMs).toBeLessThan(HANGING_MS);
        expect(service.calls).toBeLessThan(60);
        service.answer = GRANTED;
        service.delayMs = 0;
        expect(await isAdmittedWithin(5000, envoy, "/closed")).toBe(true);
      } finally {
        await envoy.stop();
        await service.stop();
      }
    },
    30_000,
  );
});

/** `returned`: when the killed one was live again, by the clock of `performance`. */
async function restartUnderLoad(killed: Running, others: readonly Running[]) {
  const start = performance.now();
  const otherPorts = others.map(({ port }) => port);
  const [atOthers, atKilled, returned] = await Promise.all([
    flood(otherPorts, 1980),
    flood([killed.port], 1980, { retryMs: 20 }),
    killed.restart().then(() => performance.now()),
  ]);
  return { atOthers, atKilled, returned, awayMs: returned - start };
}

function admittedBy(...floods: readonly Flood[]): number {
  return floods.reduce((total, { statuses }) => total + (statuses.get(200) ?? 0), 0);
}

function floodPath({ port }: Running, path: string): Promise<Flood> {
  return flood([port], 500, { connections: 4, path });
}

async function isAdmittedWithin(ms: number, { port }: Running, path: string): Promise<boolean> {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    if ((await statusOf(port, { path })) === 200) return true;
    await sleep(50);
  }
  return false;
}

function setOf(text: string): PolicySet {
  const diagnostics = new Diagnostics();
  const set = lower(readDocuments([{ path: "mesh.yaml", text }], diagnostics), diagnostics);
  if (set === undefined) throw new Error(JSON.stringify(diagnostics.all));
  return set;
}

function startWith(port: number, workload: string, concurrency = 1): Promise<Running> {
  return startEnvoy(buildImage(SET, workload), true, { concurrency, clusters: [clusterOf(port)] });
}

function clusterOf(port: number): object {
  const address = { socket_address: { address: "127.0.0.1", port_value: port } };
  return {
    name: "ratelimit",
    connect_timeout: "1s",
    load_assignment: {
      cluster_name: "ratelimit",
      endpoints: [{ lb_endpoints: [{ endpoint: { address } }] }],
    },
    typed_extension_protocol_options: {
      "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
        "@type": "type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
        explicit_http_config: { http2_protocol_options: {} },
      },
    },
  };
}

async function sum(envoys: readonly Running[], what: string, limit: string): Promise<number> {
  const stat = `wasmcustom.cellwall.limit.all.${limit}.${what}`;
  const counts = await Promise.all(envoys.map((envoy) => envoy.stat(stat)));
  return counts.reduce((total, count) => total + (Number.isNaN(count) ? 0 : count), 0);
}

function nextSecond(): Promise<void> {
  return sleep(1000 - (Date.now() % 1000) + 2);
}

/** Waits until the minute lasts long enough for a test. */
async function wholeMinute(): Promise<void> {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 3000) await sleep(left + 10);
}
