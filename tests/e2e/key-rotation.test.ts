/** The keys of a token issuer on a real Envoy: fetched, waited for, rotated under load, and kept while it is away. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../../scripts/tree.mjs";
import { buildImage } from "../../src/compile/image.js";
import { envoyBootstrap } from "../../src/emit/index.js";
import { jwks, SigningKey } from "../keys/issuer.js";
import { policySet, WORKLOAD } from "../keys/policy.js";
import { type Running, startEnvoy } from "./envoy.js";
import { JwksServer } from "./jwks-server.js";

const KEYS_MODULE = join(ROOT, "build/keys.wasm");
/** Between two fetches that cells asked for. */
const EARLY_MS = 5000;
const CONNECTIONS = 4;
/** How long the load goes on when the new keys are there. */
const AFTERWARDS_MS = 500;
const [OLD, NEW, STRANGE] = [new SigningKey("old"), new SigningKey("new"), new SigningKey("strange")];

let folder: string;
let server: JwksServer;
let envoy: Running;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cellwall-keys-"));
  server = await JwksServer.create();
  const trustedCa = join(folder, "ca.pem");
  writeFileSync(trustedCa, server.certificate);
  const set = policySet({ uri: server.uri });
  const keysModule = { path: KEYS_MODULE, bytes: readFileSync(KEYS_MODULE) };
  const emitted = envoyBootstrap(set, WORKLOAD, { folder, keysModule, trustedCa }).toJSON();
  envoy = await startEnvoy(buildImage(set, WORKLOAD), true, {
    extensions: emitted.bootstrap_extensions,
    clusters: emitted.static_resources.clusters.filter(
      ({ name }: { name: string }) => name === "keys.customers",
    ),
  });
});
afterAll(async () => {
  await envoy?.stop();
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true });
});

describe("the keys of an issuer", () => {
  test("that was never there: its tokens are refused, after a wait", async () => {
    const before = Date.now();
    expect(await status(OLD)).toBe(401);
    expect(Date.now() - before).toBeGreaterThan(1500);
    await logged({ status: 401, reason: "token-key" });
  });

  test("that has come: its tokens count", async () => {
    server.publish(jwks(OLD));
    await server.start();
    await expect.poll(() => status(OLD), { timeout: 10_000 }).toBe(200);
    expect(await envoy.stat("wasmcustom.cellwall.keys.failures")).toBeGreaterThan(0);
  });

  test("that change: the request with the first new token waits, and no other is disturbed", async () => {
    await sleep(EARLY_MS);
    const load = startLoad(OLD);
    server.publish(jwks(OLD, NEW));
    const asked = server.requests;
    const together = await Promise.all([NEW, NEW, STRANGE].map((key) => status(key, "a body")));
    expect(together).toEqual([200, 200, 401]);
    expect(server.requests - asked).toBe(1);
    expect([await status(NEW), await status(OLD)]).toEqual([200, 200]);
    await sleep(AFTERWARDS_MS);
    const { requests, failures } = await load.stop();
    expect(failures).toEqual([]);
    expect(requests).toBeGreaterThan(10 * CONNECTIONS);
  });

  test("that is away: those of before hold", async () => {
    await server.stop();
    const failed = await envoy.stat("wasmcustom.cellwall.keys.failures");
    const refused = status(STRANGE);
    await expect
      .poll(() => envoy.stat("wasmcustom.cellwall.keys.failures"), { timeout: 10_000 })
      .toBeGreaterThan(failed);
    expect([await status(NEW), await status(OLD), await refused]).toEqual([200, 200, 401]);
  });

  test("that come without the old one: its tokens are refused", async () => {
    server.publish(jwks(NEW));
    await server.start();
    await expect.poll(() => status(OLD), { timeout: 15_000 }).toBe(401);
    expect(await status(NEW)).toBe(200);
  });
});

async function status(key: SigningKey, body?: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${envoy.port}/orders`, {
    headers: { authorization: `Bearer ${key.token()}` },
    ...(body && { method: "POST", body }),
  });
  await response.arrayBuffer();
  return response.status;
}

/** Waits until the last access log line says so. */
async function logged(expected: { status: number; reason: string }): Promise<void> {
  const last = () => {
    const line = envoy.records().at(-1);
    return line && { status: line.status, reason: JSON.parse(String(line.cellwall)).reason };
  };
  await expect.poll(last, { timeout: 10_000 }).toEqual(expected);
}

/** Requests with a token of their own each, one after the other on each connection, until stopped. */
function startLoad(key: SigningKey) {
  const failures: number[] = [];
  let requests = 0;
  let isRunning = true;
  const loops = Array.from({ length: CONNECTIONS }, async () => {
    while (isRunning) {
      const answer = await status(key);
      if (answer !== 200) failures.push(answer);
      requests++;
    }
  });
  return {
    stop: async () => {
      isRunning = false;
      await Promise.all(loops);
      return { requests, failures };
    },
  };
}
