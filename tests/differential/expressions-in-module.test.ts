/** Expressions in the module against the reference: the same values, bit for bit, and errors for the same expressions. */
import { expect, test } from "vitest";
import { evaluateExpression } from "../../src/ir/evaluate.js";
import type { Expression } from "../../src/ir/expression.js";
import type { Facts } from "../../src/ir/facts.js";
import { receive } from "../../src/ir/receive.js";
import type { Request } from "../../src/ir/request.js";
import { EvaluationError, type Value } from "../../src/ir/value.js";
import { valueToExpression } from "../../src/lower/condition/to-constant.js";
import { MAX_CONDITIONS, openConditions, setOf, WORKLOAD } from "../cell/conditions.js";
import { Expressions } from "./random-ir-expression.js";
import { requestForExpressions } from "./random-ir-request.js";
import { Random } from "./random-policy.js";
import { show } from "./show.js";

const SETS = Number(process.env.CELLWALL_DIFFERENTIAL_EXPRESSIONS ?? 800);
const REQUESTS_PER_SET = 4;
const TYPES = [
  "bool",
  "int",
  "uint",
  "double",
  "string",
  "bytes",
  "timestamp",
  "duration",
  "ip",
  "cidr",
  "list",
  "map",
  "type",
];

test(`${SETS * REQUESTS_PER_SET * MAX_CONDITIONS} random expressions have the values that the reference gives them`, {
  timeout: 600_000,
}, () => {
  const seen = new Map<string, number>();
  for (let seed = 1; seed <= SETS; seed++) {
    for (const kind of seeded(seed)) seen.set(kind, (seen.get(kind) ?? 0) + 1);
  }
  for (const kind of [...TYPES, "error", "refused"]) expect(seen.get(kind), kind).toBeGreaterThan(SETS / 4);
});

function seeded(seed: number): string[] {
  try {
    return compareSet(new Random(seed));
  } catch (error) {
    throw new Error(`seed ${seed}`, { cause: error });
  }
}

function compareSet(random: Random): string[] {
  const expressions = Array.from({ length: MAX_CONDITIONS }, () =>
    new Expressions(random).any(1 + random.below(5)),
  );
  return Array.from({ length: REQUESTS_PER_SET }, () =>
    compare(expressions, requestForExpressions(random, 1_700_000_000_123_456_789n)),
  ).flat();
}

/** The types of the values, `error` where there is none; `refused` when the module doesn't judge the request, nor the reference. */
function compare(expressions: readonly Expression[], request: Request): string[] {
  const facts = receive(setOf(expressions), WORKLOAD, request);
  if (!("reason" in facts)) return compareValues(expressions, request, facts);
  const judge = openConditions(expressions);
  expect(() => judge(request), show(request)).toThrow(facts.reason);
  return ["refused"];
}

function compareValues(expressions: readonly Expression[], request: Request, facts: Facts): string[] {
  const values = expressions.map((expression) => evaluateExpression(expression, facts));
  const conditions = expressions.map((expression, index) => isValue(expression, values[index]));
  const outcomes = openConditions(conditions)(request);
  return values.map((value, index) => {
    const isError = value instanceof EvaluationError;
    const message = `${show(expressions[index])} with ${show(request)} is ${isError ? value.message : show(value)}`;
    expect(outcomes[index], message).toBe(isError ? "undecided" : !hasNan(value));
    return isError ? "error" : value.type;
  });
}

/** Whether an expression has a value; one that is an error has no value to compare with. */
function isValue(expression: Expression, value: Value | EvaluationError | undefined): Expression {
  const isError = value === undefined || value instanceof EvaluationError;
  const expected = isError ? NULL : valueToExpression(value);
  return { kind: "call", function: "equals", args: [expression, expected] };
}

const NULL: Expression = { kind: "constant", value: { type: "null" } };

/** Then it does not even equal itself. */
function hasNan({ type, value }: Value): boolean {
  if (type === "double") return Number.isNaN(value);
  if (type === "list") return value.some(hasNan);
  return type === "map" && value.some(([, one]) => hasNan(one));
}
