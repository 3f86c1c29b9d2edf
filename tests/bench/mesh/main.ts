/**
 * `npm run bench:mesh`: what a limit of the mesh costs by the cell's leases, and by Envoy's `ratelimit` filter, on the
 * same rate limit service and Redis: CPU of all processes for each request, and latency.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findPrograms, INSTALL, LimitServers } from "../../../examples/demo/mesh-limits/servers.js";
import { findEnvoy } from "../../../scripts/envoy.mjs";
import { rateLimitConfig } from "../../../src/emit/index.js";
import { freePort } from "../../e2e/process.js";
import { type Load, startLoad } from "../load/load.js";
import { bootstrap, type Ports, SET, WAYS, type Way } from "./config.js";

const ROUNDS = 6;
const SLICE_MS = 700;
const SAMPLES = 400;
/** Of /proc/PID/stat: ticks are hundredths of a second. */
const TICK_US = 10_000;
const [USER, SYSTEM] = [11, 12] as const;

/** For each request, µs. */
interface Cost {
  readonly cpu: number;
  readonly latency: number;
}

const programs = findPrograms();
if (programs === undefined) {
  console.error(
    `This needs redis-server and envoyproxy/ratelimit. Install them:\n\n  ${INSTALL.join("\n  ")}\n`,
  );
  process.exit(3);
}
const servers = await LimitServers.start(programs, String(rateLimitConfig(SET)));
const ports = await freePorts(servers.port);
const folder = mkdtempSync(join(tmpdir(), "cellwall-bench-"));
const config = join(folder, "envoy.json");
writeFileSync(config, bootstrap(ports));
const envoy = spawn(
  findEnvoy(),
  ["-c", config, "--concurrency", "1", "--use-dynamic-base-id", "-l", "error"],
  {
    stdio: "ignore",
  },
);
const load = startLoad();
try {
  await untilReady(ports.admin);
  report(await measure([envoy.pid ?? 0, ...servers.pids]));
} finally {
  load.stop();
  envoy.kill("SIGKILL");
  await once(envoy, "exit");
  await servers.stop();
  rmSync(folder, { recursive: true });
}

/** Rounds over all ways, so that what else the machine does meets all alike; the medians. */
async function measure(pids: readonly number[]): Promise<ReadonlyMap<Way, Cost>> {
  const samples = new Map(Object.values(WAYS).map((way): [Way, Cost[]] => [way, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [way, costs] of samples) costs.push(await costOf(way, pids, load));
    process.stderr.write(`bench: round ${round + 1} of ${ROUNDS}\n`);
  }
  return new Map(
    [...samples].map(([way, [, ...costs]]) => [
      way,
      { cpu: median(costs.map(({ cpu }) => cpu)), latency: median(costs.map(({ latency }) => latency)) },
    ]),
  );
}

async function costOf({ name }: Way, pids: readonly number[], { run }: Load): Promise<Cost> {
  const port = ports.ways.get(name) ?? 0;
  const before = cpuUs(pids);
  const requests = await run(port, SLICE_MS);
  const cpu = (cpuUs(pids) - before) / requests;
  return { cpu, latency: await latencyUs(port) };
}

/** What processes have used until now. */
function cpuUs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    return sum + (Number(fields[USER]) + Number(fields[SYSTEM])) * TICK_US;
  }, 0);
}

/** The median of requests one after the other. */
async function latencyUs(port: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  for (let i = 0; i < SAMPLES; i++) {
    const start = performance.now();
    await new Promise((resolve, reject) => {
      get({ port, agent }, (answer) => answer.resume().on("end", resolve)).on("error", reject);
    });
    times.push((performance.now() - start) * 1000);
  }
  agent.destroy();
  return median(times);
}

function report(costs: ReadonlyMap<Way, Cost>): void {
  const none = { cpu: Number.NaN, latency: Number.NaN };
  const of = (way: Way) => costs.get(way) ?? none;
  for (const [{ name }, { cpu, latency }] of costs)
    console.log(
      `${name.padEnd(18)}${cpu.toFixed(1).padStart(8)} µs CPU${latency.toFixed(0).padStart(8)} µs latency`,
    );
  const added = (way: Way, base: Way) => ({
    cpu: of(way).cpu - of(base).cpu,
    latency: of(way).latency - of(base).latency,
  });
  const [native, leases] = [added(WAYS.native, WAYS.nothing), added(WAYS.leases, WAYS.cell)];
  console.log(`\nadded by the limit  native ${text(native)}; leases ${text(leases)}`);
  const ratios = [leases.cpu / native.cpu, leases.latency / native.latency].map((ratio) => ratio.toFixed(3));
  console.log(`leases / native     CPU ${ratios[0]}, latency ${ratios[1]}`);
}

function text({ cpu, latency }: Cost): string {
  return `${cpu.toFixed(1)} µs CPU, ${latency.toFixed(0)} µs latency`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

async function freePorts(service: number): Promise<Ports> {
  const ways = new Map<string, number>();
  for (const { name } of Object.values(WAYS)) ways.set(name, await freePort());
  return { admin: await freePort(), upstream: await freePort(), service, ways };
}

async function untilReady(admin: number): Promise<void> {
  for (let i = 0; i < 500; i++) {
    const answer = await fetch(`http://127.0.0.1:${admin}/ready`).catch(() => undefined);
    if ((await answer?.text())?.startsWith("LIVE")) return;
    await sleep(20);
  }
  throw new Error("Envoy did not come up");
}
