import { relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Command } from "commander";
import { CODES, type Code } from "../diagnostics/code.js";
import { MAX_FINDINGS } from "../diagnostics/diagnostic.js";
import { toSarif } from "../diagnostics/sarif.js";
import { didYouMean } from "../diagnostics/suggest.js";
import { type Lint, lint } from "../lint/lint.js";
import { EXIT_WRONG, UsageError } from "./exit.js";
import { write } from "./files.js";
import { type Loaded, loadPolicies } from "./load.js";
import { packageVersion } from "./package-root.js";
import { counted, reportDiagnostics } from "./report.js";

interface Options {
  readonly json?: true;
  readonly sarif?: string;
  readonly strict?: true;
  readonly ignore?: string;
}

const EXAMPLES = `
Examples:
  cellwall check policy.yaml
  cellwall check policies/ mesh.yaml --json
  cellwall check policies/ --strict --sarif findings.sarif
  cellwall check policies/ --strict --ignore unguarded-workload,unknown-at-tier`;

/** What is said when not all was compared. */
const INCOMPLETE =
  "there are too many rules alike to compare them all: some that have no effect may not be named";

const UNCHECKED: Lint = { findings: [], isComplete: true };

/** `cellwall check`: are these policies right, and is everything in them of use? */
export function addCheck(program: Command): void {
  program
    .command("check")
    .description("check policy files and say what is wrong with them or has no effect, and where")
    .argument("<files...>", "policy files, or folders of them")
    .option("--json", "print the findings as JSON on standard output")
    .option("--sarif <file>", "write the findings as SARIF 2.1.0, for code hosts")
    .option("--strict", "fail on warnings, too")
    .option("--ignore <codes>", "leave out warnings, by their codes, separated by commas")
    .addHelpText("after", EXAMPLES)
    .action(check);
}

function check(files: string[], options: Options): void {
  const ignored = toCodes(options.ignore);
  const loaded = loadPolicies(files);
  const { findings, isComplete } = loaded.set === undefined ? UNCHECKED : lint(loaded.set);
  const diagnostics = [...loaded.diagnostics, ...findings]
    .filter(({ code, severity }) => severity === "error" || !ignored.includes(code))
    .slice(0, MAX_FINDINGS);
  if (loaded.set === undefined || (options.strict && diagnostics.length > 0)) process.exitCode = EXIT_WRONG;
  const checked = { ...loaded, diagnostics };
  const notes = isComplete ? [] : [INCOMPLETE];
  if (options.sarif !== undefined) writeSarif(options.sarif, checked, notes);
  if (options.json) process.stdout.write(`${JSON.stringify(diagnostics, undefined, 2)}\n`);
  else reportDiagnostics(checked);
  for (const note of notes) process.stderr.write(`note: ${note}\n`);
  if (!options.json) printSummary(checked);
}

function toCodes(list: string | undefined): Code[] {
  return (list?.split(",") ?? []).map((text) => {
    const code = CODES.find((one) => one === text);
    if (code !== undefined) return code;
    throw new UsageError(
      `no finding has the code \`${text}\`; ${didYouMean(text, CODES) ?? "docs/policy.md has them all"}`,
    );
  });
}

function writeSarif(file: string, { diagnostics, sources }: Loaded, notes: readonly string[]): void {
  const log = toSarif(diagnostics, { version: packageVersion(), sources, notes, uriOf });
  write(file, `${JSON.stringify(log, undefined, 2)}\n`);
}

/** Relative to where the command runs; absolute for files elsewhere. */
function uriOf(file: string): string {
  const parts = relative(process.cwd(), resolve(file)).split(sep);
  return parts[0] === ".." ? pathToFileURL(file).href : parts.map(encodeURIComponent).join("/");
}

function printSummary({ set }: Loaded): void {
  if (set === undefined) return;
  const policies = counted(set.policies.length, "policy");
  process.stdout.write(`${policies} for ${counted(set.workloads.length, "workload")}: no errors\n`);
}
