/** Seeds done in a thread that is watched: work that never ends is found, too. */

import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { bundleToRun } from "../../scripts/bundle.mjs";
import { ROOT } from "../../scripts/tree.mjs";
import type { Assignment, Report } from "./worker.js";

/** A seed takes a fraction of a second; this much only when something loops. */
const LONGEST_SEED_MS = 60_000;

/** Work that went wrong with a seed. */
export class SeedError extends Error {
  constructor(
    readonly work: string,
    readonly seed: number,
    reason: string,
  ) {
    super(`${work}, seed ${seed}: ${reason}\nAgain: npm run nightly -- ${work} --seed ${seed}`);
    this.name = "SeedError";
  }
}

/**
 * Does the work of seeds, one after the other, until one goes wrong; `onSeed` is told each as it begins.
 * @throws {SeedError} a seed went wrong, or took longer than a minute
 */
export async function runSeeds(
  assignment: Assignment,
  onSeed: (seed: number) => void = () => {},
): Promise<void> {
  const worker = new Worker(await bundleToRun(join(ROOT, "tests/seeded/worker.ts")), {
    workerData: assignment,
    execArgv: ["--enable-source-maps"],
  });
  try {
    await finished(worker, assignment, onSeed);
  } finally {
    await worker.terminate();
  }
}

function finished(
  worker: Worker,
  { work, first }: Assignment,
  onSeed: (seed: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let at = first;
    const fail = (reason: string) => reject(new SeedError(work, at, reason));
    const alarm = setTimeout(() => fail(`still at it after ${LONGEST_SEED_MS / 1000} s`), LONGEST_SEED_MS);
    worker.on("message", ({ seed, wrong }: Report) => {
      at = seed;
      alarm.refresh();
      if (wrong === undefined) onSeed(seed);
      else fail(wrong);
    });
    worker.on("error", (error) => fail(String(error)));
    worker.on("exit", (code) => (code === 0 ? resolve() : fail(`the thread ended with ${code}`)));
    const settle = () => clearTimeout(alarm);
    worker.once("exit", settle);
  });
}
