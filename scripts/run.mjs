/** Bundles a TypeScript program of this tree and runs it: `node scripts/run.mjs FILE.ts [arguments]`. */
import { spawn } from "node:child_process";
import { bundleToRun } from "./bundle.mjs";

const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  console.error("usage: node scripts/run.mjs FILE.ts [arguments]");
  process.exit(2);
}
const program = spawn(process.execPath, ["--enable-source-maps", await bundleToRun(file), ...args], {
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => program.kill(signal));
program.on("exit", (code) => process.exit(code ?? 1));
