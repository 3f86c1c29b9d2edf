/** `npm run bench`: what a request costs Envoy's worker with the cell, and with what else could do its job. */
import { writeFileSync } from "node:fs";
import { runCallers } from "./callers/main.js";
import { measureCosts } from "./costs.js";
import { measureFootprint } from "./footprint/footprint.js";
import { thisMachine } from "./machine.js";
import { buildModules } from "./modules.js";
import { type Options, readOptions } from "./options.js";
import { replaceResults } from "./report/document.js";
import { toMarkdown } from "./report/markdown.js";
import type { Results } from "./results.js";
import { allVariants } from "./variants/all.js";
import { measureWorstCases } from "./worst/measure.js";

async function main(): Promise<void> {
  const options = readOptions(process.argv);
  if (options.callers !== undefined) return runCallers(options.callers, say);
  say("building the bench's filters");
  await buildModules();
  const results = await run(options);
  const text = toMarkdown(results);
  console.log(text);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
  if (options.markdown !== undefined) replaceResults(options.markdown, text);
}

async function run({ effort, only }: Options): Promise<Results> {
  const wanted = allVariants().filter(({ name }) => only?.test(name) ?? true);
  const variants = await measureCosts(wanted, { effort, say });
  const about = { date: new Date().toISOString(), machine: thisMachine(), effort, variants };
  if (only !== undefined) return about;
  say("measuring images, memory and modules");
  const footprint = await measureFootprint();
  say("measuring rule sets that are hard to find a rule in");
  return { ...about, footprint, worstCases: measureWorstCases() };
}

function say(progress: string): void {
  process.stderr.write(`bench: ${progress}\n`);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
try {
  await main();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
