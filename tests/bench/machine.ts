import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { findEnvoy } from "../../scripts/envoy.mjs";
import { canPin } from "./envoy/cores.js";

/** Where the numbers come from. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  /** Whether Envoy and the load generator had a core each. */
  readonly pinned: boolean;
  readonly envoy: string;
  readonly node: string;
}

export function thisMachine(): Machine {
  const { stdout } = spawnSync(findEnvoy(), ["--version"], { encoding: "utf8" });
  const envoy = /\/(\d+\.\d+\.\d+)\//.exec(stdout)?.[1] ?? "unknown";
  const cores = cpus();
  const cpu = cores[0]?.model ?? "unknown";
  return { cpu, cores: cores.length, pinned: canPin(), envoy, node: process.versions.node };
}
