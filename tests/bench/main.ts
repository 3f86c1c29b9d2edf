/** `npm run bench`: what a request costs Envoy's worker with the cell, and with what else could do its job. */
import { writeFileSync } from "node:fs";
import { startEnvoy } from "./envoy/process.js";
import { measureFootprint } from "./footprint/footprint.js";
import { checkVariant } from "./load/check.js";
import { startLoad } from "./load/load.js";
import { thisMachine } from "./machine.js";
import { measure, portOf } from "./measure.js";
import { buildModules } from "./modules.js";
import { type Options, readOptions } from "./options.js";
import { replaceResults } from "./report/document.js";
import { toMarkdown } from "./report/markdown.js";
import { type Cost, costOf, type Results } from "./results.js";
import { requestText, TENANT } from "./scenario/request.js";
import { allVariants } from "./variants/all.js";
import { BASELINE } from "./variants/floor.js";
import type { Variant } from "./variants/variant.js";
import { measureWorstCases } from "./worst/measure.js";

async function main(): Promise<void> {
  const options = readOptions(process.argv);
  say("building the bench's filters");
  await buildModules();
  const results = await run(options);
  const text = toMarkdown(results);
  console.log(text);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
  if (options.markdown !== undefined) replaceResults(options.markdown, text);
}

async function run({ effort, only }: Options): Promise<Results> {
  const variants = await measureCosts({ effort, ...(only && { only }) });
  const about = { date: new Date().toISOString(), machine: thisMachine(), effort, variants };
  if (only !== undefined) return about;
  say("measuring images, memory and modules");
  const footprint = await measureFootprint();
  say("measuring rule sets that are hard to find a rule in");
  return { ...about, footprint, worstCases: measureWorstCases() };
}

async function measureCosts({ effort, only }: Pick<Options, "effort" | "only">): Promise<Cost[]> {
  const variants = allVariants().filter(
    (variant) => variant === BASELINE || (only?.test(variant.name) ?? true),
  );
  say(`compiling policies and starting Envoy with ${variants.length} listeners`);
  const envoy = await startEnvoy(variants);
  const load = startLoad();
  try {
    for (const variant of variants) {
      const port = portOf(envoy, variant.name);
      await checkVariant(variant, port);
      await load.prepare(port, requestsOf(variant));
    }
    const samples = await measure(variants, { envoy, load, effort }, (round) =>
      say(`round ${round + 1} of ${effort.rounds}`),
    );
    return variants.map((variant) => costOf(variant, samples.get(variant.name) ?? []));
  } finally {
    load.stop();
    await envoy.stop();
  }
}

function requestsOf({ tokens }: Variant): string[] {
  return tokens?.().map((token) => requestText(TENANT, token)) ?? [requestText(TENANT)];
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
