import type { Reporter } from "vitest/reporters";

/** Leaves the counts of a vitest run in the file that COUNTS_FILE names. */
export class VitestReporter implements Reporter {}
