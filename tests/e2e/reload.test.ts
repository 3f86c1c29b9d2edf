import { Agent, get } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Running, startEnvoy } from "./envoy.js";
import { imageOf } from "./policies.js";

const CHANGES = 20;
const CONNECTIONS = 4;

/** Allows `/always`, and the one path that names the version; with test cases. */
function version(number: number, ...cases: string[]): Uint8Array {
  const rule = `{ name: always, effect: allow, paths: [/always, /version-${number}] }`;
  return imageOf(`  authorize: [${rule}]`, cases);
}

let envoy: Running;
beforeAll(async () => {
  envoy = await startEnvoy(undefined);
});
afterAll(() => envoy?.stop());

test("before the first image everything is refused", async () => {
  expect(await status("/always")).toBe(403);
});

test(`${CHANGES} policy changes under load: each is enforced, no request fails`, async () => {
  await envoy.deliver(version(0));
  await expect.poll(() => status("/version-0"), { timeout: 10_000, interval: 10 }).toBe(200);
  const load = startLoad();
  for (let change = 1; change <= CHANGES; change++) {
    await envoy.deliver(version(change));
    await expect.poll(() => status(`/version-${change}`), { timeout: 10_000, interval: 5 }).toBe(200);
    expect(await status(`/version-${change - 1}`)).toBe(403);
  }
  const { requests, failures } = await load.stop();
  expect(failures).toEqual([]);
  expect(requests).toBeGreaterThan(CHANGES * CONNECTIONS);
});

const broken = version(99);
broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;

test.each([
  ["a broken image", broken],
  [
    "an image of which a test case comes out wrong",
    version(99, "{ name: x, request: { path: /always }, verdict: deny }"),
  ],
])("%s leaves the policy before in force", async (_, refused) => {
  const rejected = "extension_config_discovery.http_filter.*cell.*config_fail";
  const before = await envoy.stat(rejected);
  await envoy.deliver(refused);
  await expect.poll(() => envoy.stat(rejected), { timeout: 10_000 }).toBeGreaterThan(before);
  expect(await status(`/version-${CHANGES}`)).toBe(200);
  expect(await status("/version-99")).toBe(403);
});

test("an image of which all test cases come out right is taken", async () => {
  await envoy.deliver(
    version(100, "{ name: x, request: { path: /version-100 }, verdict: allow, rule: orders/always }"),
  );
  await expect.poll(() => status("/version-100"), { timeout: 10_000, interval: 10 }).toBe(200);
});

async function status(path: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${envoy.port}${path}`);
  await response.arrayBuffer();
  return response.status;
}

/** Requests for `/always` on kept connections, one after the other on each, until stopped. */
function startLoad() {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const failures: string[] = [];
  let requests = 0;
  let running = true;
  const one = () =>
    new Promise<void>((resolve) => {
      get({ agent, host: "127.0.0.1", port: envoy.port, path: "/always" }, (response) => {
        if (response.statusCode !== 200) failures.push(`status ${response.statusCode}`);
        response.resume().on("end", resolve);
      }).on("error", (error) => {
        failures.push(error.message);
        resolve();
      });
    });
  const loops = Array.from({ length: CONNECTIONS }, async () => {
    while (running) {
      await one();
      requests++;
    }
  });
  return {
    stop: async () => {
      running = false;
      await Promise.all(loops);
      agent.destroy();
      return { requests, failures };
    },
  };
}
