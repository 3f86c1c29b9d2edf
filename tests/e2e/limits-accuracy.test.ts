/** How exact a limit is in a real Envoy, whose workers share it: measured, and printed. */
import { Agent, get } from "node:http";
import { afterAll, expect, test } from "vitest";
import { type Decided, tightestWindow } from "../limits/windows.js";
import { type Running, startEnvoy } from "./envoy.js";
import { imageOf } from "./policies.js";

const SECONDS = 6;
const CONNECTIONS = 32;

interface Case {
  readonly workers: number;
  readonly rate: number;
  readonly burst: number;
}

const CASES: readonly Case[] = [
  { workers: 1, rate: 300, burst: 300 },
  { workers: 2, rate: 300, burst: 300 },
  { workers: 4, rate: 300, burst: 300 },
  { workers: 4, rate: 10, burst: 10 },
];

const figures: Readonly<Record<string, string | number>>[] = [];
afterAll(() => console.table(figures));

test.each(CASES)(
  "$workers workers admit at least 99 % of $rate/1s, and never more than it and a burst of $burst in any window",
  async ({ workers, rate, burst }) => {
    const image = imageOf(`  limits: [{ name: all, rate: ${rate}/1s, burst: ${burst} }]`);
    const envoy = await startEnvoy(image, true, { concurrency: workers });
    try {
      const { admitted, requests, shortest } = await flood(envoy);
      const expected = burst + rate * shortest;
      const { spare, ...window } = tightestWindow(admitted, rate, burst);
      figures.push({
        workers,
        limit: `${rate}/1s`,
        burst,
        requests,
        admitted: admitted.length,
        "of the limit": `${((100 * admitted.length) / expected).toFixed(2)} %`,
        "tightest window": `${window.admitted} in ${window.seconds.toFixed(2)} s, ${spare.toFixed(1)} to spare`,
      });
      expect(requests).toBeGreaterThan(1.2 * expected);
      expect(spare).toBeGreaterThanOrEqual(0);
      expect(admitted.length).toBeGreaterThanOrEqual(Math.ceil(0.99 * expected) - 1);
    } finally {
      await envoy.stop();
    }
  },
);

test("a gRPC caller is told RESOURCE_EXHAUSTED", async () => {
  const envoy = await startEnvoy(imageOf("  limits: [{ name: all, rate: 1/1h, burst: 1 }]"));
  try {
    const agent = new Agent({ keepAlive: true });
    const headers = { "content-type": "application/grpc" };
    await status(envoy, agent, headers);
    const answer = await status(envoy, agent, headers);
    expect(answer).toMatchObject({ "grpc-status": "8", "content-type": "application/grpc" });
    expect(answer["retry-after"]).toBe("3600");
    agent.destroy();
  } finally {
    await envoy.stop();
  }
});

/** What became of requests for some seconds; at least `shortest` lay between the first decision and the last. */
interface Flood {
  readonly admitted: readonly Decided[];
  readonly requests: number;
  readonly shortest: number;
}

/** As many requests as come through on some connections. */
async function flood(envoy: Running): Promise<Flood> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const now = () => performance.now() / 1000;
  const end = now() + SECONDS;
  const admitted: Decided[] = [];
  const all: Decided[] = [];
  const caller = async () => {
    while (now() < end) {
      const sent = now();
      const answer = await status(envoy, agent);
      const request = { sent, answered: now() };
      all.push(request);
      if (answer[":status"] === "200") admitted.push(request);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, caller));
  agent.destroy();
  const last = all.reduce((latest, { sent }) => Math.max(latest, sent), 0);
  const first = all.reduce(
    (earliest, { answered }) => Math.min(earliest, answered),
    Number.POSITIVE_INFINITY,
  );
  return { admitted, requests: all.length, shortest: last - first };
}

/** The answer's headers, with its status. */
function status(envoy: Running, agent: Agent, headers = {}): Promise<NodeJS.Dict<string | string[]>> {
  return new Promise((resolve, reject) => {
    const request = get({ port: envoy.port, agent, headers, path: "/" }, (response) => {
      response.resume();
      response.on("end", () => resolve({ ...response.headers, ":status": `${response.statusCode}` }));
      response.on("error", reject);
    });
    request.on("error", reject);
  });
}
