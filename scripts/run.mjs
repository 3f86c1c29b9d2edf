/**
 * Bundles a TypeScript program of this tree and runs it: `node scripts/run.mjs [--setup] FILE.ts [arguments]`.
 * With `--setup` it first makes the clone ready, as `npm run setup` does.
 */
import { spawn } from "node:child_process";
import { setUp } from "./setup.mjs";
import { fail } from "./step.mjs";

const given = process.argv.slice(2);
const setsUp = given[0] === "--setup";
const [file, ...args] = setsUp ? given.slice(1) : given;
if (file === undefined) {
  console.error("usage: node scripts/run.mjs [--setup] FILE.ts [arguments]");
  process.exit(2);
}
if (setsUp) await setUp().catch(fail);
const { bundleToRun } = await import("./bundle.mjs"); // needs the packages that set-up installs
const program = spawn(process.execPath, ["--enable-source-maps", await bundleToRun(file), ...args], {
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => program.kill(signal));
program.on("exit", (code) => process.exit(code ?? 1));
