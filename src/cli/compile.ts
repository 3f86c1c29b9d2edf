import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { buildImage } from "../compile/image.js";
import { policyDigest } from "../ir/digest.js";
import { loadPolicies } from "./load.js";
import { setOrReport } from "./report.js";

/** `cellwall compile`: the image of one workload. */
export function addCompile(program: Command): void {
  program
    .command("compile")
    .description("compile policies into the image of one workload")
    .argument("<files...>", "policy files, or folders of them")
    .requiredOption("--target <id>", "SPIFFE ID of the workload")
    .requiredOption("-o, --output <file>", "where to write the image")
    .action((files: string[], { target, output }: { target: string; output: string }) => {
      const set = setOrReport(loadPolicies(files));
      if (set === undefined) return;
      const image = buildImage(set, target);
      writeFileSync(output, image);
      process.stderr.write(`${output}: ${image.length} bytes, version ${policyDigest(set)}\n`);
    });
}
