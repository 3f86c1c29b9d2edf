import type { Command } from "commander";
import { rateLimitConfig, toText } from "../emit/index.js";
import { write } from "./files.js";
import { loadPolicies } from "./load.js";
import { setOrReport } from "./report.js";

const EXAMPLES = `
Examples:
  cellwall emit ratelimit policies/ -o config/shop.yaml`;

/** `cellwall emit`: configuration for what works beside Envoy. */
export function addEmit(program: Command): void {
  const emit = program.command("emit").description("print the configuration of what works beside Envoy");
  emit
    .command("ratelimit")
    .description("that of envoyproxy/ratelimit, for the limits of `scope: mesh`")
    .argument("<files...>", "policy files, or folders of them")
    .option("-o, --output <file>", "write it there instead of printing")
    .addHelpText("after", EXAMPLES)
    .action(emitRateLimit);
}

function emitRateLimit(files: string[], { output }: { output?: string }): void {
  const set = setOrReport(loadPolicies(files));
  if (set === undefined) return;
  const config = rateLimitConfig(set);
  if (config === undefined) throw new Error("no limit is for the mesh; give one `scope: mesh`");
  if (output === undefined) process.stdout.write(toText(config));
  else write(output, toText(config));
}
