import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "../../scripts/tree.mjs";
import { type EnvoyProcess, freePort, launchEnvoy, optionsFor } from "../e2e/process.js";
import { type Example, pathIn } from "./example.js";
import type { Outcome } from "./outcome.js";
import { bodyOf, type Exchange } from "./requests.js";

const SECOND_MS = 1000;
const LOGGED_WITHIN_MS = 5000;
/** As in every envoy.yaml of the examples. */
const EDGE_PORT = 10000;
const ADMIN_PORT = 9901;

/** An example's filter on a real Envoy, run by the command in its README; only the ports are others. */
export class EnvoyHost {
  private sent = 0;

  private constructor(
    private readonly envoy: EnvoyProcess,
    private readonly port: number,
    private readonly folder: string,
  ) {}

  /** @throws {Error} with Envoy's log when it does not come up */
  static async start({ name, commands }: Example): Promise<EnvoyHost> {
    const folder = mkdtempSync(join(tmpdir(), "cellwall-example-"));
    const file = join(folder, "envoy.yaml");
    const ports = await writeWithFreePorts(pathIn(name, "envoy.yaml"), file);
    const command = commands.run.replace(pathIn(name, "envoy.yaml"), file);
    const args = ["-c", ["exec", command, ...optionsFor(2)].join(" ")];
    try {
      return new EnvoyHost(await launchEnvoy("sh", args, ports(ADMIN_PORT)), ports(EDGE_PORT), folder);
    } catch (error) {
      rmSync(folder, { recursive: true });
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.envoy.stop();
    rmSync(this.folder, { recursive: true });
  }

  async send(exchange: Exchange): Promise<Outcome> {
    await sleep(exchange.wait * SECOND_MS);
    const response = await sendRequest(this.port, exchange);
    const body = await text(response);
    this.sent++;
    const metrics: Record<string, number> = {};
    for (const name of Object.keys(exchange.metrics)) {
      metrics[name] = await this.envoy.stat(`wasmcustom.${name}`);
    }
    const logged = Object.keys(exchange.filterState).length > 0 ? await this.accessLogLine() : {};
    const headers = { ...response.headers } as Outcome["headers"];
    return { status: response.statusCode ?? 0, headers, body, metrics, filterState: logged };
  }

  /** The access log's line of the request that was sent last. */
  private async accessLogLine(): Promise<Record<string, string>> {
    const end = Date.now() + LOGGED_WITHIN_MS;
    while (Date.now() < end) {
      const line = this.envoy.output().split("\n").slice(0, -1)[this.sent - 1];
      if (line !== undefined) return JSON.parse(line);
      await sleep(10);
    }
    throw new Error("Envoy wrote no line of access log for the request");
  }
}

/** Copies an envoy.yaml with a free port in place of each; the result tells which. */
async function writeWithFreePorts(from: string, to: string): Promise<(port: number) => number> {
  const yaml = readFileSync(join(ROOT, from), "utf8");
  const free = new Map<string, number>();
  for (const [, port = ""] of yaml.matchAll(/port_value: (\d+)/g)) {
    if (!free.has(port)) free.set(port, await freePort());
  }
  writeFileSync(
    to,
    yaml.replaceAll(/port_value: (\d+)/g, (_, port) => `port_value: ${free.get(port)}`),
  );
  return (port) => free.get(String(port)) ?? Number.NaN;
}

async function sendRequest(port: number, exchange: Exchange): Promise<IncomingMessage> {
  const { method, path, headers } = exchange.request;
  const outgoing = request({ host: "127.0.0.1", port, method, path, headers, agent: false });
  const answered = once(outgoing, "response");
  for (const piece of bodyOf(exchange)) outgoing.write(piece);
  outgoing.end();
  const [response] = await answered;
  return response;
}
