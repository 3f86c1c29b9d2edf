import { describe, expect, test } from "vitest";
import type { PolicySet, Rule } from "../ir/model.js";
import { lint } from "./lint.js";
import { found, MESH, policy, setOf } from "./testing/policies.js";

test("a rule that no workload enforces is not looked at", () => {
  const nowhere = policy(
    "p",
    "{ target: { namespace: none }, authorize: [{ name: a, effect: deny }, { name: b, effect: deny }] }",
  );
  expect(found(setOf(MESH, nowhere))).toEqual([]);
});

describe("many rules", () => {
  const place = { file: "p.yaml", line: 1, column: 1, length: 1 };
  const RULES = 10_000;

  /** Rules that differ in one header's prefix, and one that is within the last. */
  function manyRules(): PolicySet {
    const set = setOf(MESH);
    const rules = Array.from({ length: RULES + 1 }, (_, index): Rule => {
      const match = index === RULES ? { exact: `v${RULES - 1}-x` } : { prefix: `v${index}-` };
      const header = { kind: "header", name: "x", match, place } as const;
      const method = { kind: "method", value: "GET", place } as const;
      const clauses = [
        { anyOf: [method], place },
        { anyOf: [header], place },
      ];
      return { name: `r${index}`, effect: "allow", clauses, place };
    });
    return { ...set, policies: set.policies.map((one) => ({ ...one, rules })) };
  }

  test("are compared in a few seconds", () => {
    const set = manyRules();
    const start = performance.now();
    const { findings, isComplete } = lint(set);
    expect(findings.map(({ code }) => code)).toEqual(["hidden-rule"]);
    expect(isComplete).toBe(true);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test("are too many at some point, which is said; what is found until then is certain", () => {
    const { findings, isComplete } = lint(manyRules(), 1000);
    expect(findings).toEqual([]);
    expect(isComplete).toBe(false);
  });
});
