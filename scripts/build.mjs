/**
 * Builds what runs: the generated files, `build/*.wasm` from the filters, `dist/` from src/.
 * A step whose inputs did not change since its last success is skipped.
 */
import { chmodSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import asc from "assemblyscript/asc";
import { bundle, importTypeScript } from "./bundle.mjs";
import { GENERATED, generate } from "./generate.mjs";
import { hashOf, isCurrent, markCurrent } from "./stamp.mjs";
import { fail, mustRun, step, Trouble, upToDate } from "./step.mjs";
import { filesUnder, ROOT } from "./tree.mjs";

const at = (path) => join(ROOT, path);
const isSource = (path) => path.endsWith(".ts") && !/\.(test|spec)\.ts$/.test(path);
const isFilterSource = (path) => isSource(path) && !path.startsWith("assembly/testing/");
const TOOLS = ["package-lock.json", "scripts/build.mjs", "scripts/bundle.mjs"].map(at);

/** Brings everything up to date. */
export async function build() {
  const source = [...filesUnder("src", isSource), at("tsconfig.json"), at("tsconfig.build.json")];
  const generated = [...source, ...filesUnder("tests/images")];
  await buildStep("generate files", generated, Object.keys(GENERATED).map(at), generateFiles);
  for (const filter of filesUnder("assembly/filters", isSource)) await buildModule(filter);
  await buildStep("bundle dist/cli.js", source, [at("dist/cli.js")], bundleCommand);
  const library = [at("dist/index.js"), at("dist/types/index.d.ts")];
  await buildStep("bundle dist/index.js", source, library, bundleLibrary);
}

async function buildStep(name, inputs, outputs, work) {
  const stamp = name.replaceAll(/[ /]/g, "-");
  const hash = hashOf([...inputs, ...TOOLS]);
  if (isCurrent(stamp, hash, outputs)) return upToDate(name);
  await step(name, work);
  markCurrent(stamp, hash);
}

async function generateFiles() {
  const written = await generate();
  return written.length === 0 ? "none changed" : `wrote ${written.join(", ")}`;
}

/** A filter as a release module, and the check that Envoy takes it. */
async function buildModule(filter) {
  const name = `${basename(filter, ".ts")}.wasm`;
  const module = at(`build/${name}`);
  const source = [...filesUnder("assembly", isFilterSource), at("asconfig.json")];
  await buildStep(`compile ${name}`, source, [module], () => compile(filter, module));
  const checker = filesUnder("src/host", isSource);
  await buildStep(`check ${name}`, [module, ...checker], [], () => check(module));
}

/** The flags are in asconfig.json. */
async function compile(filter, module) {
  const partial = `${module}.${process.pid}`;
  const { error, stderr } = await asc.main([filter, "--outFile", partial, "--baseDir", ROOT]);
  if (error) throw new Trouble(`${basename(module)} does not compile\n${stderr.toString()}`);
  renameSync(partial, module);
  return `${(statSync(module).size / 1024).toFixed(1)} KiB`;
}

async function check(module) {
  const { checkModule } = await importTypeScript("src/host/check.ts");
  const findings = checkModule(readFileSync(module)).map(({ message }) => `\n  ${message}`);
  if (findings.length > 0) throw new Trouble(`Envoy cannot run ${basename(module)}:${findings.join("")}`);
}

async function bundleCommand() {
  await bundle("src/cli/main.ts", at("dist/cli.js"), {
    banner: { js: "#!/usr/bin/env node" },
    sourcemap: true,
  });
  chmodSync(at("dist/cli.js"), 0o755);
}

async function bundleLibrary() {
  await bundle("src/index.ts", at("dist/index.js"), { sourcemap: true });
  rmSync(at("dist/types"), { recursive: true, force: true });
  await mustRun(at("node_modules/.bin/tsc"), ["-p", "tsconfig.build.json"]);
}

if (process.argv[1] === import.meta.filename) build().catch(fail);
