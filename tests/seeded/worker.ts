/** A thread that does the work of seeds, and says which one it is at. */
import { inspect } from "node:util";
import { parentPort, workerData } from "node:worker_threads";
import { workNamed } from "./all.js";

/** What the thread is started with. */
export interface Assignment {
  readonly work: string;
  readonly first: number;
  readonly seeds: number;
}

/** What it says: that it begins with a seed, or what is wrong with that. */
export type Report = { readonly seed: number; readonly wrong?: string };

const { work, first, seeds } = workerData as Assignment;
const { run } = workNamed(work);

function report(message: Report): void {
  parentPort?.postMessage(message);
}

for (let seed = first; seed < first + seeds; seed++) {
  report({ seed });
  try {
    run(seed);
  } catch (error) {
    report({ seed, wrong: inspect(error) });
    break;
  }
}
