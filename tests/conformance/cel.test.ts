/** CEL's own conformance cases: through the front end, then by the reference and by the module. */
import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { buildImage } from "../../src/compile/image.js";
import { evaluateExpression } from "../../src/ir/evaluate.js";
import type { Expression } from "../../src/ir/expression.js";
import { type Facts, requestToFacts } from "../../src/ir/facts.js";
import { interpret } from "../../src/ir/interpret.js";
import { EvaluationError, type Value } from "../../src/ir/value.js";
import { openCell } from "../cell/open-cell.js";
import { hasByDeciding } from "./cel/as-policy.js";
import { readCelCases } from "./cel/cases.js";
import { casesUnder, isLeftOut, isUnder, LEFT_OUT } from "./cel/left-out.js";
import { runCelCases } from "./cel/suite.js";
import { textToExpression, textToLowered } from "./cel/to-expression.js";

const cases = readCelCases();
const FACTS = requestToFacts({ path: "/", headers: [] }, "STRICT") as Facts;

runCelCases("the reference", cases, (expression, value) => {
  const result = evaluated(expression);
  return result === undefined ? "undecided" : isDeepStrictEqual(result, comparable(value));
});

runCelCases(
  "the reference, in a policy",
  cases,
  hasByDeciding((set, target) => (request) => interpret(set, target, request)),
);

runCelCases(
  "the module",
  cases,
  hasByDeciding((set, target) => openCell(buildImage(set, target))),
);

/** The value by the reference; undefined: an error. */
function evaluated(expression: Expression): unknown {
  const result = evaluateExpression(expression, FACTS);
  return result instanceof EvaluationError ? undefined : comparable(result);
}

/** A map's entries in one order, and no zero that is negative: the cases are JSON. */
function comparable(value: Value): unknown {
  switch (value.type) {
    case "list":
      return value.value.map(comparable);
    case "map":
      return new Map(
        value.value.map(([key, one]) => [JSON.stringify(String(key.value)), [key.type, comparable(one)]]),
      );
    case "double":
      return [value.type, value.value + 0];
    case "bytes":
      return [value.type, Buffer.from(value.value).toString("hex")];
    default:
      return value;
  }
}

test("what a policy's lowering leaves of an expression has the same value", () => {
  const changed = cases
    .filter((one) => !isLeftOut(one))
    .filter(({ text }) => {
      const [written, lowered] = [textToExpression(text), textToLowered(text)];
      if ("refused" in written) return !("refused" in lowered);
      if ("refused" in lowered) return !lowered.refused.includes("never has a value");
      return !isDeepStrictEqual(evaluated(written), evaluated(lowered));
    });
  expect(changed.map(({ path }) => path)).toEqual([]);
});

describe("left out", () => {
  const groups = LEFT_OUT.map((one) => ({ ...one, cases: casesUnder(cases, one) }));

  test.each(groups.map((one) => ({ ...one, count: one.cases.length })))(
    "$count cases are refused: $reason",
    (group) => {
      const accepted = group.cases.filter(({ text }) => !("refused" in textToLowered(text)));
      expect(accepted.map(({ path }) => path)).toEqual([]);
    },
  );

  test("every path stands for a case", () => {
    const paths = LEFT_OUT.flatMap((one) => one.paths);
    expect(paths.filter((path) => !cases.some((one) => isUnder(one.path, path)))).toEqual([]);
  });
});
