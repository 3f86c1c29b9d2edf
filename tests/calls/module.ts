import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../scripts/tree.mjs";

/** The filter of this folder. */
export const CALLS_MODULE = join(ROOT, ".cache/calls.wasm");

/** Builds the filter. @throws {Error} with what the compiler says */
export function buildCalls(): Uint8Array {
  const files = ["tests/calls/filters/wait.ts", "--outFile", CALLS_MODULE, "--baseDir", ROOT];
  execFileSync(join(ROOT, "node_modules/.bin/asc"), [...files, "--config", "asconfig.json"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  return readFileSync(CALLS_MODULE);
}
