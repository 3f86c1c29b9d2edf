/** Runs the cases of a policy set's tests. */
import type { PolicySet } from "../ir/model.js";
import type { PolicyTest, TestCase } from "../ir/policy-test.js";
import type { Request } from "../ir/request.js";
import { fitsTarget } from "../ir/target.js";

/** What is compared; whoever decides may tell more. */
export interface Outcome {
  readonly verdict: string;
  readonly policy: string | null;
  readonly rule: string | null;
  /** The allow rule that came closest, and what its first failing condition tests. */
  readonly nearest?: { readonly policy: string; readonly rule: string; readonly attribute: string };
}

/** Decides requests at one workload, in order; limits remember the ones before. */
export type Decide = (request: Request) => Outcome;

/** One case at one workload. */
export interface CaseResult {
  readonly test: string;
  readonly workload: string;
  readonly case: TestCase;
  readonly actual: Outcome;
  readonly passed: boolean;
  /** How long the decision took, milliseconds. */
  readonly durationMs: number;
}

/**
 * Runs each test at each workload that it targets, and calls back with each result. `open`: makes ready to
 * decide at a workload; every test gets a fresh one. `only`: the one workload to test, by its ID.
 */
export function runTests(
  { tests, workloads }: PolicySet,
  open: (workload: string) => Decide,
  only?: string,
): CaseResult[] {
  return tests.flatMap((test) =>
    workloads
      .filter((workload) => fitsTarget(test.target, workload) && (only ?? workload.id) === workload.id)
      .flatMap(({ id }) => runAt(test, id, open(id))),
  );
}

function runAt({ name, cases }: PolicyTest, workload: string, decide: Decide): CaseResult[] {
  return cases.map((one) => {
    const start = performance.now();
    const actual = decide(one.request);
    const durationMs = performance.now() - start;
    return { test: name, workload, case: one, actual, passed: isExpected(one, actual), durationMs };
  });
}

function isExpected({ verdict, by }: TestCase, actual: Outcome): boolean {
  if (actual.verdict !== verdict) return false;
  if (by === undefined) return true;
  return by === null ? actual.rule === null : actual.policy === by.policy && actual.rule === by.rule;
}
