import type { Command } from "commander";
import { buildImage } from "../compile/image.js";
import { createDecider } from "../host/decide.js";
import type { PolicySet } from "../ir/model.js";
import { coverageOf } from "../verify/coverage.js";
import { toJunit } from "../verify/junit.js";
import { type Decide, runTests } from "../verify/run.js";
import { EXIT_WRONG } from "./exit.js";
import { readBytes, write } from "./files.js";
import { loadPolicies } from "./load.js";
import { cellModule } from "./package-root.js";
import { setOrReport } from "./report.js";
import { TARGET_OPTION, targetOf } from "./target.js";
import { printCoverage, printResults } from "./test-report.js";
import { watchFiles } from "./watch.js";

interface Options {
  readonly target?: string;
  readonly coverage?: true;
  readonly json?: true;
  readonly junit?: string;
  readonly watch?: true;
  readonly module?: string;
}

const HELP = `
A PolicyTest says what must become of requests at the workloads that fit its target:
  kind: PolicyTest
  metadata: { name: orders }
  spec:
    target: { tier: sidecar }
    cases:
      - { name: strangers read nothing, request: { method: GET, path: /orders/1 }, verdict: deny, rule: none }

Examples:
  cellwall test policies/
  cellwall test policies/ --coverage --junit results.xml
  cellwall test policies/ --watch`;

/** `cellwall test`: do the policies what their tests say? */
export function addTest(program: Command): void {
  program
    .command("test")
    .description("run the PolicyTest documents with the very module that Envoy runs")
    .argument("<files...>", "policy files, or folders of them")
    .option(TARGET_OPTION[0], "SPIFFE ID of the one workload to test; all when absent")
    .option("--coverage", "also tell which rules and conditions no case tried")
    .option("--json", "print results and coverage as JSON on standard output")
    .option("--junit <file>", "write the results as JUnit XML")
    .option("--watch", "run again whenever a file changes, until Ctrl-C")
    .option("--module <file>", "another build of the cell")
    .addHelpText("after", HELP)
    .action(async (files: string[], options: Options) => {
      if (options.watch) await watchFiles(files, () => test(files, options));
      else process.exitCode = test(files, options) ? 0 : EXIT_WRONG;
    });
}

/** Whether all cases passed, and there are any. */
function test(files: string[], options: Options): boolean {
  const loaded = loadPolicies(files);
  const set = setOrReport(loaded);
  if (set === undefined) return false;
  const only = options.target === undefined ? undefined : targetOf(set, options.target).id;
  const results = runTests(set, decidersOf(set, options.module), only);
  const coverage = options.coverage ? coverageOf(set) : [];
  if (options.junit !== undefined) write(options.junit, toJunit(results));
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ results, coverage }, bigints, 2)}\n`);
  } else {
    printResults(results, loaded.sources);
    if (options.coverage) printCoverage(coverage);
  }
  return results.length > 0 && results.every(({ passed }) => passed);
}

/** Opens workloads; each image is built once, without the cases, for a wrong one would refuse it. */
function decidersOf(set: PolicySet, module: string | undefined): (workload: string) => Decide {
  const wasm = readBytes(module ?? cellModule());
  const images = new Map<string, Uint8Array>();
  return (workload) => {
    const image = images.get(workload) ?? buildImage({ ...set, tests: [] }, workload, { writtenUsers: true });
    images.set(workload, image);
    const decider = createDecider(wasm, image);
    return (request) => decider.decide(request);
  };
}

function bigints(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
