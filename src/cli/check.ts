import type { Command } from "commander";
import { EXIT_WRONG } from "./exit.js";
import { loadPolicies } from "./load.js";
import { counted, reportDiagnostics } from "./report.js";

const EXAMPLES = `
Examples:
  cellwall check policy.yaml
  cellwall check policies/ mesh.yaml --json`;

/** `cellwall check`: are these policies right? */
export function addCheck(program: Command): void {
  program
    .command("check")
    .description("check policy files and say what is wrong with them, and where")
    .argument("<files...>", "policy files, or folders of them")
    .option("--json", "print the findings as JSON on standard output")
    .addHelpText("after", EXAMPLES)
    .action((files: string[], { json }: { json?: true }) => check(files, json === true));
}

function check(files: string[], json: boolean): void {
  const loaded = loadPolicies(files);
  if (loaded.set === undefined) process.exitCode = EXIT_WRONG;
  if (json) {
    process.stdout.write(`${JSON.stringify(loaded.diagnostics, undefined, 2)}\n`);
    return;
  }
  reportDiagnostics(loaded);
  if (loaded.set === undefined) return;
  const { workloads, policies } = loaded.set;
  const [policyCount, workloadCount] = [
    counted(policies.length, "policy"),
    counted(workloads.length, "workload"),
  ];
  process.stdout.write(`${policyCount} for ${workloadCount}: no errors\n`);
}
