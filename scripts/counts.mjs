/**
 * Test reporters of as-pect and vitest that leave `{ passed, failed, skipped: [what and why] }` as JSON in the
 * file that COUNTS_FILE names; without it they leave nothing.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Keeps what as-pect reports; it calls the same reporter for one spec after another. */
export function asPectReporter() {
  const counts = { passed: 0, failed: 0, skipped: [] };
  return {
    onEnter() {},
    onExit(context, node) {
      counts.skipped.push(...node.todos.map((what) => `${context.fileName}: ${what}`));
    },
    onFinish(context) {
      counts.passed += context.testPassCount;
      counts.failed += context.testCount - context.testPassCount;
      if (!context.pass && counts.failed === 0) counts.failed = 1;
      leave(counts);
    },
  };
}

/** What failed outside of a test (a file that does not load, an unhandled rejection) counts as a failure too. */
export class VitestReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: [] };
    for (const module of modules) {
      counts.failed += module.errors().length;
      for (const suite of module.children.allSuites()) counts.failed += suite.errors().length;
      for (const test of module.children.allTests()) count(test, counts);
    }
    leave(counts);
  }
}

function count(test, counts) {
  const { state, note } = test.result();
  if (state === "passed") counts.passed++;
  else if (state === "skipped") counts.skipped.push(`${test.fullName}: ${note ?? "no reason given"}`);
  else counts.failed++;
}

function leave(counts) {
  const file = process.env.COUNTS_FILE;
  if (file === undefined) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(counts));
}
