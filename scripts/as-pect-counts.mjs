/** An as-pect reporter that leaves the counts of all specs in `.cache/test/as-pect.json`, for scripts/test.mjs. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CACHE } from "./tree.mjs";

/** `{ passed, failed, skipped: [what] }`, rewritten after each spec. */
export const COUNTS_FILE = join(CACHE, "test", "as-pect.json");

const counts = { passed: 0, failed: 0, skipped: [] };

export default {
  onEnter() {},
  onExit(context, node) {
    counts.skipped.push(...node.todos.map((what) => `${context.fileName}: ${what}`));
  },
  onFinish(context) {
    counts.passed += context.testPassCount;
    counts.failed += context.testCount - context.testPassCount;
    mkdirSync(dirname(COUNTS_FILE), { recursive: true });
    writeFileSync(COUNTS_FILE, JSON.stringify(counts));
  },
};
