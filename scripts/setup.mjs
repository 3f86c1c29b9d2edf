/**
 * Makes a fresh clone ready: checks the machine, installs the npm packages, builds, gets Envoy.
 * Needs nothing but Node; does only what is still to be done.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { installEnvoy } from "./envoy.mjs";
import { fail, mustRun, step, Trouble, upToDate } from "./step.mjs";
import { ROOT } from "./tree.mjs";

const OLDEST_NODE = 20;

/** Everything that the demo, the bench and the commands need. */
export async function setUp() {
  await installPackages();
  const { build } = await import("./build.mjs");
  await build();
  await installEnvoy();
}

/** Checks the machine and brings `node_modules` to what package-lock.json says. */
export async function installPackages() {
  requireMachine();
  const name = "install npm packages";
  if (packagesAreInstalled()) return upToDate(name);
  await step(name, async () => {
    const [command, ...args] = npm();
    await mustRun(command, [...args, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], { show: true });
  });
}

/** The npm that runs this script; under it, PATH finds an old one first that some package brings along. */
function npm() {
  const { npm_execpath: cli } = process.env;
  return cli === undefined ? ["npm"] : [process.execPath, cli];
}

function requireMachine() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < OLDEST_NODE) {
    throw new Trouble(
      `Node ${process.versions.node} is too old: install Node ${OLDEST_NODE} or later (https://nodejs.org)`,
    );
  }
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Trouble(`this is ${process.platform} on ${process.arch}: Envoy runs here on Linux x86-64 only`);
  }
}

/** Compares with the record that npm leaves in node_modules, so that an interrupted install is seen too. */
function packagesAreInstalled() {
  const record = join(ROOT, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const installed = readPackages(record);
  const wanted = Object.entries(readPackages(join(ROOT, "package-lock.json")));
  return wanted.every(([path, { version, optional }]) => {
    return path === "" || optional || (path in installed && installed[path].version === version);
  });
}

function readPackages(path) {
  return JSON.parse(readFileSync(path, "utf8")).packages;
}

if (process.argv[1] === import.meta.filename) setUp().catch(fail);
