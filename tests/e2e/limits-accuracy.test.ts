/** How exact a limit is in a real Envoy, whose workers share it: measured, and printed. */
import { Agent, get } from "node:http";
import { expect, test } from "vitest";
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

test.each(CASES)(
  "$workers workers admit at least 99 % of $rate/1s, and never more than it and a burst of $burst",
  async ({ workers, rate, burst }) => {
    const image = imageOf(`  limits: [{ name: all, rate: ${rate}/1s, burst: ${burst} }]`);
    const envoy = await startEnvoy(image, true, { concurrency: workers });
    try {
      const { admitted, requests, longest, shortest } = await flood(envoy);
      const most = Math.floor(burst + rate * longest);
      const least = Math.ceil(0.99 * (burst + rate * shortest)) - 1;
      console.log(
        `${workers} workers, ${rate}/s: ${admitted} of ${requests} requests; allowed are ${least} to ${most}`,
      );
      expect(requests).toBeGreaterThan(1.2 * most);
      expect(admitted).toBeLessThanOrEqual(most);
      expect(admitted).toBeGreaterThanOrEqual(least);
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

/** What became of requests for some seconds: `longest` from before the first, `shortest` from the first answer. */
interface Flood {
  readonly admitted: number;
  readonly requests: number;
  readonly longest: number;
  readonly shortest: number;
}

/** As many requests as come through on some connections. */
async function flood(envoy: Running): Promise<Flood> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const start = performance.now();
  const statuses: (string | string[] | undefined)[] = [];
  let answered = 0;
  let sent = 0;
  const caller = async () => {
    while (performance.now() - start < SECONDS * 1000) {
      sent = performance.now();
      const answer = await status(envoy, agent);
      answered ||= performance.now();
      statuses.push(answer[":status"]);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, caller));
  const longest = (performance.now() - start) / 1000;
  agent.destroy();
  const admitted = statuses.filter((one) => one === "200").length;
  return { admitted, requests: statuses.length, longest, shortest: (sent - answered) / 1000 };
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
