/** `npm run nightly`: what `npm test` checks with few seeds, with many and new ones. */
import { ALL_WORK, workNamed } from "../seeded/all.js";
import { runSeeds } from "../seeded/watch.js";
import type { Work } from "../seeded/work.js";
import { type Options, readOptions } from "./options.js";

const PROGRESS_MS = 10_000;

async function main({ names, ...options }: Options): Promise<void> {
  const works = names.length === 0 ? ALL_WORK : names.map(workNamed);
  for (const work of works) await run(work, options);
}

async function run(work: Work, { first, seeds = work.nightly }: Omit<Options, "names">): Promise<void> {
  say(`${work.name}: seeds ${first} to ${first + seeds - 1}, ${seeds * work.perSeed} ${work.checks}`);
  const start = performance.now();
  const seconds = () => ((performance.now() - start) / 1000).toFixed(0);
  let done = 0;
  const progress = setInterval(
    () => say(`${work.name}: ${done * work.perSeed} after ${seconds()} s`),
    PROGRESS_MS,
  );
  try {
    const onSeed = (seed: number) => {
      done = seed - first;
    };
    await runSeeds({ work: work.name, first, seeds }, { onSeed });
  } finally {
    clearInterval(progress);
  }
  say(`${work.name}: ${seeds * work.perSeed} ${work.checks} in ${seconds()} s`);
}

function say(text: string): void {
  console.log(`nightly: ${text}`);
}

try {
  await main(readOptions(process.argv));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
