import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const READY_MS = 20_000;

/** Several Envoys side by side, with as many workers each, access logs without delay. */
export const optionsFor = (concurrency: number) => [
  "--use-dynamic-base-id",
  ...["--concurrency", `${concurrency}`],
  ...["--file-flush-interval-msec", "20"],
  ...["-l", process.env.ENVOY_LOG ?? "error"],
];

/** An Envoy that is live. */
export interface EnvoyProcess {
  /** What it wrote to standard output. */
  output(): string;
  /** The value of a counter or gauge; NaN: there is none. */
  stat(name: string): Promise<number>;
  stop(): Promise<void>;
}

/** Starts Envoy by a command and waits until it is live. @throws {Error} with its log when it does not come up */
export async function launchEnvoy(
  command: string,
  args: readonly string[],
  admin: number,
): Promise<EnvoyProcess> {
  const envoy = spawn(command, args);
  let output = "";
  let log = "";
  envoy.stdout.on("data", (chunk) => {
    output += chunk;
  });
  envoy.stderr.on("data", (chunk) => {
    log += chunk;
  });
  const stop = async () => {
    if (envoy.exitCode !== null || envoy.signalCode !== null) return;
    envoy.kill("SIGKILL");
    await once(envoy, "exit");
  };
  if (!(await isReady(admin, () => envoy.exitCode === null))) {
    await stop();
    throw new Error(`Envoy did not start:\n${log.slice(-6000)}`);
  }
  return {
    output: () => output,
    stat: async (name) =>
      Number(/: (\d+)/.exec(await get(admin, `/stats?filter=^${name}$`))?.[1] ?? Number.NaN),
    stop,
  };
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function isReady(admin: number, isAlive: () => boolean): Promise<boolean> {
  const end = Date.now() + READY_MS;
  while (Date.now() < end && isAlive()) {
    if ((await get(admin, "/ready").catch(() => "")).startsWith("LIVE")) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

async function get(port: number, path: string): Promise<string> {
  return (await fetch(`http://127.0.0.1:${port}${path}`)).text();
}
