import type { Command } from "commander";
import { buildImage } from "../compile/image.js";
import { policyDigest } from "../ir/digest.js";
import { write } from "./files.js";
import { loadPolicies } from "./load.js";
import { setOrReport } from "./report.js";
import { TARGET_OPTION, targetOf } from "./target.js";

const EXAMPLES = `
Examples:
  cellwall compile policy.yaml --target spiffe://shop.example/ns/shop/sa/orders -o orders.image`;

/** `cellwall compile`: the image of one workload. */
export function addCompile(program: Command): void {
  program
    .command("compile")
    .description("compile policies into the image of one workload")
    .argument("<files...>", "policy files, or folders of them")
    .requiredOption(...TARGET_OPTION)
    .requiredOption("-o, --output <file>", "where to write the image")
    .addHelpText("after", EXAMPLES)
    .action((files: string[], { target, output }: { target: string; output: string }) => {
      const set = setOrReport(loadPolicies(files));
      if (set === undefined) return;
      const image = buildImage(set, targetOf(set, target).id);
      write(output, image);
      process.stderr.write(`${output}: ${image.length} bytes, version ${policyDigest(set)}\n`);
    });
}
