import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDER = "tests/bench/filters";
const OUTPUT = ".cache/bench";

/** The cell that `npm run build` made. */
export const CELL = join(ROOT, "build/cell.wasm");

/** The flags of each filter; cellwall's own are those of asconfig.json. */
const FLAGS = {
  empty: ["--config", "asconfig.json"],
  "header-bare": ["--config", "asconfig.json"],
  "header-sdk": ["--config", "asconfig.json"],
  "header-solo": [
    ...["--config", "none", "-O3", "--noAssert", "--exportStart", "_initialize"],
    ...["--use", "abort=abort_proc_exit", "--lib", `${FOLDER}/solo-lib`],
  ],
} as const;

/** A filter in filters/, by its file name. */
export type BenchModule = keyof typeof FLAGS;

export const BENCH_MODULES = Object.keys(FLAGS) as readonly BenchModule[];

/** Absolute path of the built module. */
export function modulePath(name: BenchModule): string {
  return join(ROOT, OUTPUT, `${name}.wasm`);
}

/** Builds all filters. @throws {Error} with what the compiler says */
export function buildModules(): void {
  mkdirSync(join(ROOT, OUTPUT), { recursive: true });
  for (const name of BENCH_MODULES) {
    const files = [`${FOLDER}/${name}.ts`, "--outFile", `${OUTPUT}/${name}.wasm`, "--baseDir", ROOT];
    const args = [...files, ...FLAGS[name]];
    const { status, stderr } = spawnSync(join(ROOT, "node_modules/.bin/asc"), args, {
      cwd: ROOT,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`the bench's filter \`${name}\` does not compile\n${stderr}`);
  }
}
