import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findEnvoy } from "../../../scripts/envoy.mjs";
import type { Variant } from "../variants/variant.js";
import { bootstrap } from "./config.js";
import { CORES, pinned } from "./cores.js";

/** 100,000 rules of native RBAC take Envoy several seconds to load. */
const READY_WITHIN_MS = 120_000;
const POLL_MS = 20;

/** A running Envoy. */
export interface Envoy {
  readonly pid: number;
  readonly workers: number;
  /** From start to live, in milliseconds. */
  readonly startMs: number;
  /** The port of each variant's listener, by the variant's name. */
  readonly ports: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/** The files of one Envoy, in a folder of their own. */
interface Files {
  readonly folder: string;
  readonly config: string;
  readonly log: string;
  /** Envoy writes the address of its admin interface here. */
  readonly admin: string;
}

/** Starts an Envoy with a listener for each variant. @throws {Error} with its log when it does not come up */
export async function startEnvoy(variants: readonly Variant[], workers = 1): Promise<Envoy> {
  const files = newFiles();
  writeFileSync(files.config, bootstrap(variants));
  const started = performance.now();
  const child = launch(files, workers);
  const stop = stopper(child, files);
  try {
    const address = await liveAddress(child, files);
    const startMs = performance.now() - started;
    return { pid: child.pid ?? 0, workers, startMs, ports: await listenerPorts(address), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function newFiles(): Files {
  const folder = mkdtempSync(join(tmpdir(), "cellwall-bench-"));
  const at = (name: string) => join(folder, name);
  return { folder, config: at("envoy.json"), log: at("envoy.log"), admin: at("admin") };
}

function launch({ config, log, admin }: Files, workers: number): ChildProcess {
  const options = ["-c", config, "--concurrency", String(workers), "--disable-hot-restart", "-l", "error"];
  const command = [findEnvoy(), ...options, "--log-path", log, "--admin-address-path", admin];
  const [file = "", ...args] = workers === 1 ? pinned(CORES.envoy, command) : command;
  return spawn(file, args, { stdio: "ignore" });
}

/** Ends Envoy and removes its files; when this program ends first, too. */
function stopper(child: ChildProcess, { folder }: Files): () => Promise<void> {
  const exited = once(child, "exit");
  const end = () => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", end);
  return async () => {
    process.off("exit", end);
    end();
    await exited;
  };
}

/** Waits until Envoy is live and gives the address of its admin interface. */
async function liveAddress(child: ChildProcess, { admin, log }: Files): Promise<string> {
  const end = performance.now() + READY_WITHIN_MS;
  while (performance.now() < end && child.exitCode === null) {
    const address = existsSync(admin) ? readFileSync(admin, "utf8") : "";
    if (address !== "" && (await isLive(address))) return address;
    await sleep(POLL_MS);
  }
  const said = existsSync(log) ? readFileSync(log, "utf8").slice(-2_000) : "";
  throw new Error(`Envoy did not come up; its log ends with:\n${said}`);
}

async function isLive(address: string): Promise<boolean> {
  const answer = await fetch(`http://${address}/ready`).catch(() => undefined);
  return (await answer?.text())?.startsWith("LIVE") ?? false;
}

interface ListenerStatus {
  readonly name: string;
  readonly local_address: { readonly socket_address: { readonly port_value: number } };
}

async function listenerPorts(address: string): Promise<Map<string, number>> {
  const answer = await fetch(`http://${address}/listeners?format=json`);
  const { listener_statuses } = (await answer.json()) as { listener_statuses: ListenerStatus[] };
  return new Map(
    listener_statuses.map(({ name, local_address }) => [name, local_address.socket_address.port_value]),
  );
}
