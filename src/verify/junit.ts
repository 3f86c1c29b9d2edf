import { create } from "xmlbuilder2";
import { described, expected } from "./describe.js";
import type { CaseResult } from "./run.js";

/** The results as JUnit XML (the form that CI systems read: `testsuites`, `testsuite`, `testcase`, `failure`). */
export function toJunit(results: readonly CaseResult[]): string {
  const suites = new Map<string, CaseResult[]>();
  for (const result of results) {
    const name = `${result.test} at ${result.workload}`;
    suites.set(name, [...(suites.get(name) ?? []), result]);
  }
  const root = create({ version: "1.0", encoding: "UTF-8" }).ele("testsuites", totals(results));
  for (const [name, ofSuite] of suites) {
    const suite = root.ele("testsuite", { name, ...totals(ofSuite) });
    for (const result of ofSuite) {
      const { file, line } = result.case.place;
      const attributes = { name: result.case.name, classname: result.test, file, line };
      const one = suite.ele("testcase", { ...attributes, time: seconds(result.durationMs) });
      if (result.passed) continue;
      const message = `expected ${expected(result.case)}, got ${described(result.actual)}`;
      one.ele("failure", { message }).txt(`${file}:${line}: ${message}`);
    }
  }
  return `${root.end({ prettyPrint: true })}\n`;
}

function totals(results: readonly CaseResult[]) {
  const failures = results.filter(({ passed }) => !passed).length;
  const durationMs = results.reduce((sum, result) => sum + result.durationMs, 0);
  return { tests: results.length, failures, time: seconds(durationMs) };
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(6);
}
