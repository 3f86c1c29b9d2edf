/** One Envoy process. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Document } from "yaml";
import { findEnvoy } from "../../scripts/envoy.mjs";
import { toText } from "../../src/emit/index.js";

const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 5_000;
const POLL_MS = 20;

export interface EnvoyProcess {
  readonly pid: number;
  /** Address of the admin interface. */
  readonly admin: string;
  /** Where everything that it says is written. */
  readonly log: string;
  /** The ports of the listeners, by name. */
  readonly ports: ReadonlyMap<string, number>;
  /** The value of a counter or gauge; 0 when there is none of this name. */
  stat(name: string): Promise<number>;
  stop(): Promise<void>;
}

/**
 * Starts Envoy and waits until it is live.
 * @param folder for `envoy.yaml`, `envoy.log` and the like
 * @param concurrency number of workers
 * @throws {Error} with the end of its log when it does not come up
 */
export async function startEnvoy(
  bootstrap: Document,
  folder: string,
  concurrency: number,
): Promise<EnvoyProcess> {
  const [config, log, addressFile] = [
    join(folder, "envoy.yaml"),
    join(folder, "envoy.log"),
    join(folder, "admin"),
  ];
  writeFileSync(config, toText(bootstrap));
  const options = ["--disable-hot-restart", "--file-flush-interval-msec", "50", "--log-level", "warning"];
  const files = ["-c", config, "--log-path", log, "--admin-address-path", addressFile];
  const child = spawn(findEnvoy(), [...files, ...options, "--concurrency", String(concurrency)], {
    stdio: "ignore",
  });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill); // whatever ends this process ends Envoy
  const stop = async () => {
    process.off("exit", kill);
    await stopProcess(child);
  };
  try {
    const admin = await liveAddress(child, addressFile, log);
    const stat = (name: string) => readStat(admin, name);
    return { pid: child.pid ?? 0, admin, log, ports: await listenerPorts(admin), stat, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function liveAddress(child: ChildProcess, addressFile: string, log: string): Promise<string> {
  const failure = once(child, "error").then(([error]) => error as Error);
  let failed: Error | undefined;
  void failure.then((error) => {
    failed = error;
  });
  const end = performance.now() + READY_WITHIN_MS;
  while (performance.now() < end && child.exitCode === null && failed === undefined) {
    const admin = existsSync(addressFile) ? readFileSync(addressFile, "utf8") : "";
    if (admin !== "" && (await ask(admin, "/ready")).startsWith("LIVE")) return admin;
    await sleep(POLL_MS);
  }
  const said = existsSync(log) ? readFileSync(log, "utf8").slice(-2_000) : String(failed);
  throw new Error(`Envoy did not come up; it said:\n${said}`);
}

interface ListenerStatus {
  readonly name: string;
  readonly local_address: { readonly socket_address: { readonly port_value: number } };
}

async function listenerPorts(admin: string): Promise<Map<string, number>> {
  const { listener_statuses } = JSON.parse(await ask(admin, "/listeners?format=json")) as {
    listener_statuses: ListenerStatus[];
  };
  return new Map(
    listener_statuses.map(({ name, local_address }) => [name, local_address.socket_address.port_value]),
  );
}

async function readStat(admin: string, name: string): Promise<number> {
  const lines = (await ask(admin, "/stats")).split("\n");
  const line = lines.find((one) => one.startsWith(`${name}: `));
  return line === undefined ? 0 : Number(line.slice(name.length + 2));
}

/** Empty when there is no answer. */
async function ask(admin: string, path: string): Promise<string> {
  return fetch(`http://${admin}${path}`).then(
    (answer) => answer.text(),
    () => "",
  );
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS);
  await ended;
  clearTimeout(late);
}
