/**
 * `npm test [-- SUITE…]`: sets the tree up, runs every suite (or those named) and ends with one line,
 * `N passed, N failed`. A check counts as one test. Fails when anything failed or nothing ran.
 */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { installEnvoy } from "./envoy.mjs";
import { generate } from "./generate.mjs";
import { installPackages } from "./setup.mjs";
import { bold, dim, green, mustRun, red, run, step, TIMED_OUT, Trouble } from "./step.mjs";
import { CACHE, ROOT } from "./tree.mjs";

const bin = (name) => join(ROOT, "node_modules", ".bin", name);

/** Milliseconds that one suite may take. */
const LONGEST_SUITE = 25 * 60_000;

const CHECKS = {
  types: () => mustRun(bin("tsc"), []),
  "lint and format": () => mustRun(bin("biome"), ["check", "--error-on-warnings"]),
  "format of AssemblyScript": () => mustRun(bin("prettier"), ["--check", "--log-level", "warn", "."]),
};

/** Each gives `{ passed, failed, skipped }`. */
const SUITES = {
  check: async () => {
    const results = [];
    for (const [name, work] of Object.entries(CHECKS)) results.push(await check(name, work));
    return sum(results);
  },
  "as-pect": () => runner("as-pect", bin("asp"), ["--summary"]),
  unit: () => vitest("unit"),
  integration: () => vitest("integration"),
  e2e: () => vitest("e2e"),
};

const NOTHING = { passed: 0, failed: 0, skipped: [] };
const PASSED = { ...NOTHING, passed: 1 };
const FAILED = { ...NOTHING, failed: 1 };

async function runAll(names) {
  const results = [];
  try {
    const unknown = names.filter((name) => !(name in SUITES));
    if (unknown.length > 0) {
      throw new Trouble(`no suite \`${unknown.join(", ")}\`; there are ${Object.keys(SUITES).join(", ")}`);
    }
    await installPackages();
    // Before the build, which would bring them up to date.
    results.push(await check("generated files", () => generate({ check: true })));
    const { build } = await import("./build.mjs");
    await build();
    await installEnvoy();
    for (const name of names) results.push(await runSuite(name));
  } catch (error) {
    results.push(explain(error));
  }
  return sum(results);
}

async function runSuite(name) {
  console.log(bold(`\n${name}`));
  const start = performance.now();
  const counts = await SUITES[name]();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(dim(`${name}: ${counts.passed} passed, ${counts.failed} failed in ${seconds} s`));
  return counts;
}

async function check(name, work) {
  try {
    await step(name, async () => void (await work()));
    return PASSED;
  } catch (error) {
    return explain(error);
  }
}

function explain(error) {
  console.error(red(error instanceof Trouble ? error.message : error.stack));
  return FAILED;
}

function vitest(project) {
  return runner(project, bin("vitest"), ["run", "--project", project]);
}

/**
 * Runs a test runner whose reporter (scripts/counts.mjs) leaves its counts in a file. A test in an endless loop
 * would hold it for ever: no runner can stop that from inside.
 */
async function runner(name, command, args) {
  const file = join(CACHE, "test", `${name}.json`);
  rmSync(file, { force: true });
  const { code } = await run(command, args, {
    show: true,
    env: { ...process.env, COUNTS_FILE: file },
    timeout: LONGEST_SUITE,
  });
  if (code === TIMED_OUT) console.error(red(`✗ ${name} was stopped after ${LONGEST_SUITE / 60_000} minutes`));
  const counts = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : NOTHING;
  const ranAny = counts.passed + counts.failed > 0;
  const saysWhy = code === 0 || counts.failed > 0;
  return ranAny && saysWhy ? counts : sum([counts, FAILED]);
}

function sum(results) {
  return {
    passed: results.reduce((total, { passed }) => total + passed, 0),
    failed: results.reduce((total, { failed }) => total + failed, 0),
    skipped: results.flatMap(({ skipped }) => skipped),
  };
}

function report({ passed, failed, skipped }) {
  for (const test of skipped) console.log(`skipped: ${test}`);
  const line = `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ""}`;
  const isFine = failed === 0 && passed > 0;
  console.log((isFine ? green : red)(`\n${line}`));
  process.exitCode = isFine ? 0 : 1;
}

const named = process.argv.slice(2);
report(await runAll(named.length > 0 ? named : Object.keys(SUITES)));
