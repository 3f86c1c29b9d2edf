/** CEL's conformance cases for whatever evaluates expressions. */
import { describe, expect, test } from "vitest";
import type { Expression } from "../../../src/ir/expression.js";
import type { Truth } from "../../../src/ir/truth.js";
import { NULL, type Value } from "../../../src/ir/value.js";
import type { CelCase } from "./cases.js";
import { isLeftOut } from "./left-out.js";
import { textToExpression } from "./to-expression.js";

/** Whether an expression has a value; undecided: it has none, but an error. */
export type Has = (expression: Expression, value: Value) => Truth;

/** Runs all cases but those that are left out. */
export function runCelCases(title: string, all: readonly CelCase[], has: Has): void {
  const cases = all.filter((one) => !isLeftOut(one));
  describe(`${title}: ${cases.length} cases`, () => {
    test.each(cases)("$path: $text", ({ text, expected }) => {
      const expression = textToExpression(text);
      if ("refused" in expression) expect(expected, expression.refused).toBe("error");
      else if (expected === "error") expect(has(expression, NULL)).toBe("undecided");
      else if (expected !== "accepted") expect(has(expression, expected.value())).toBe(true);
    });
  });
}
