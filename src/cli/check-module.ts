import type { Command } from "commander";
import { checkModule } from "../host/check.js";
import { EXIT_WRONG } from "./exit.js";
import { readBytes } from "./files.js";

const EXAMPLES = `
Examples:
  cellwall check-module build/my-filter.wasm`;

/** `cellwall check-module`: would Envoy run this filter? */
export function addCheckModule(program: Command): void {
  program
    .command("check-module")
    .description("say why Envoy would refuse a Proxy-Wasm module, or crash on it")
    .argument("<files...>", "WebAssembly modules")
    .option("--json", "print the findings as JSON on standard output")
    .addHelpText("after", EXAMPLES)
    .action((files: string[], { json }: { json?: true }) => {
      const findings = files.flatMap((file) => checkModule(readBytes(file)).map((one) => ({ file, ...one })));
      if (findings.length > 0) process.exitCode = EXIT_WRONG;
      if (json) process.stdout.write(`${JSON.stringify(findings, undefined, 2)}\n`);
      else
        for (const one of findings) process.stderr.write(`${one.file}: error[${one.code}]: ${one.message}\n`);
      if (!json && findings.length === 0) process.stdout.write("Envoy runs it\n");
    });
}
