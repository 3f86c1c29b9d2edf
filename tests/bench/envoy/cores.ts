import { spawnSync } from "node:child_process";
import { cpus } from "node:os";

/** One core for Envoy, one for who asks it; without `taskset` or a second core nothing is pinned. */
export const CORES = { envoy: 1, load: 0 } as const;

/** Whether processes can be kept on cores of their own. */
export function canPin(): boolean {
  return cpus().length > 1 && spawnSync("taskset", ["--version"]).error === undefined;
}

/** The command that runs `command` on one core. */
export function pinned(core: number, command: readonly string[]): [string, ...string[]] {
  const [file = "", ...args] = command;
  return canPin() ? ["taskset", "-c", String(core), ...command] : [file, ...args];
}
