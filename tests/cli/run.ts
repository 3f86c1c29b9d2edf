import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The bundle that `npm run build` made. */
export const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in `folder`. */
export function cellwall(folder: string, args: readonly string[], input = ""): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: folder,
    input,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    timeout: 60_000,
  });
  return { code: status, stdout, stderr };
}

/** The same on a terminal, where standard output and error are one. */
export function cellwallOnTerminal(
  folder: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Ran {
  const spawn = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
  const { NO_COLOR: _, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync("python3", ["-c", spawn, process.execPath, CLI, ...args], {
    cwd: folder,
    env: { ...inherited, ...environment },
    encoding: "utf8",
    timeout: 60_000,
  });
  return { code: status, stdout, stderr };
}

/** A new folder with these files. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "cellwall-cli-"));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}
