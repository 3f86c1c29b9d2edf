import type { Command } from "commander";
import { loadPolicies } from "./load.js";
import { EXIT_OK, EXIT_WRONG, reportDiagnostics } from "./report.js";

/** `cellwall check`: are these policies right? */
export function addCheck(program: Command): void {
  program
    .command("check")
    .description("check policy files and say what is wrong with them, and where")
    .argument("<files...>", "policy files, or folders of them")
    .option("--json", "print the findings as JSON")
    .action((files: string[], { json }: { json?: true }) => {
      const loaded = loadPolicies(files);
      if (json) console.log(JSON.stringify(loaded.diagnostics, undefined, 2));
      else reportDiagnostics(loaded);
      if (!json && loaded.set !== undefined) {
        const { workloads, policies } = loaded.set;
        console.log(`${policies.length} policies for ${workloads.length} workloads: no errors`);
      }
      process.exitCode = loaded.set === undefined ? EXIT_WRONG : EXIT_OK;
    });
}
