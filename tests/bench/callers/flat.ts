import { median } from "../statistics.js";
import type { Step } from "./measure.js";

/** What memory may grow by after the first step: what the allocator moves about, and no more. */
const GROWTH_BYTES = 2 * 1024 * 1024;

/** What the second half of the way may take of CPU, to the first; a shared machine is not steadier. */
const SLOWER = 1.2;

/** What grew with the number of callers; empty when nothing did. */
export function whatGrew(steps: readonly Step[]): string[] {
  const grown: string[] = [];
  const [first, last] = [steps[0]?.residentBytes ?? 0, steps.at(-1)?.residentBytes ?? 0];
  if (last - first > GROWTH_BYTES) grown.push(`memory, from ${first} to ${last} bytes`);
  const half = Math.ceil(steps.length / 2);
  const [early, late] = [steps.slice(0, half), steps.slice(-half)].map((some) =>
    median(some.map(({ cpu }) => cpu)),
  );
  if (late !== undefined && early !== undefined && late > SLOWER * early) {
    grown.push(`CPU per request, from ${early.toFixed(0)} to ${late.toFixed(0)} ns`);
  }
  return grown;
}
