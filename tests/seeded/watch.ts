/** Seeds done in a thread that is watched: work that never ends is found, too. */

import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { bundleToRun } from "../../scripts/bundle.mjs";
import { ROOT } from "../../scripts/tree.mjs";
import type { Assignment, Report } from "./worker.js";

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

/** How seeds are watched. */
export interface Watch {
  /** Told each seed as it begins. */
  readonly onSeed?: (seed: number) => void;
  /** For one seed; a minute when absent. A seed takes a fraction of a second, longer only when something loops. */
  readonly longestMs?: number;
}

/**
 * Does the work of seeds, one after the other, until one goes wrong.
 * @throws {SeedError} a seed went wrong, or took too long
 */
export async function runSeeds(assignment: Assignment, watch: Watch = {}): Promise<void> {
  const worker = new Worker(await bundleToRun(join(ROOT, "tests/seeded/worker.ts")), {
    workerData: assignment,
    execArgv: ["--enable-source-maps"],
  });
  try {
    await finished(worker, assignment, watch);
  } finally {
    await worker.terminate();
  }
}

function finished(worker: Worker, { work, first }: Assignment, watch: Watch): Promise<void> {
  const { onSeed, longestMs = 60_000 } = watch;
  return new Promise((resolve, reject) => {
    let at = first;
    const fail = (reason: string) => reject(new SeedError(work, at, reason));
    const alarm = setTimeout(() => fail(`still at it after ${longestMs} ms`), longestMs);
    worker.on("message", ({ seed, wrong }: Report) => {
      at = seed;
      alarm.refresh();
      if (wrong === undefined) onSeed?.(seed);
      else fail(wrong);
    });
    worker.on("error", (error) => fail(String(error)));
    worker.on("exit", (code) => {
      clearTimeout(alarm);
      if (code === 0) resolve();
      else fail(`the thread ended with ${code}`);
    });
  });
}
