/** Lists and maps that are long enough for a hash table find what the reference, which has none, finds. */
import { expect, test } from "vitest";
import { evaluateExpression } from "../../src/ir/evaluate.js";
import type { Constant, Expression } from "../../src/ir/expression.js";
import { type Facts, requestToFacts } from "../../src/ir/facts.js";
import { type Outcome, openConditions } from "./conditions.js";

const REQUEST = { path: "/", headers: [] };
const FACTS = requestToFacts(REQUEST, "STRICT") as Facts;

const SCALARS: readonly Constant[] = [
  ...["0", "1", "-1", "9007199254740993", "9223372036854775807"].map(
    (value) => ({ type: "int", value }) as const,
  ),
  ...["0", "1", "9007199254740993", "18446744073709551615"].map(
    (value) => ({ type: "uint", value }) as const,
  ),
  ...[0, -0, 1, -1, 0.5, 2 ** 53, 2 ** 63, 2 ** 64, "NaN" as const].map(
    (value) => ({ type: "double", value }) as const,
  ),
  ...["", "a", "1", "true"].map((value) => ({ type: "string", value }) as const),
  ...["", "61"].map((value) => ({ type: "bytes", value }) as const),
  { type: "bool", value: true },
  { type: "bool", value: false },
  { type: "null" },
  { type: "timestamp", seconds: "1", nanos: 0 },
  { type: "timestamp", seconds: "1", nanos: 1 },
  { type: "duration", seconds: "1", nanos: 0 },
  { type: "ip", bytes: [10, 0, 0, 0] },
  { type: "cidr", bytes: [10, 0, 0, 0], length: 8 },
  { type: "cidr", bytes: [10, 0, 0, 0], length: 9 },
];

function constant(value: Constant): Expression {
  return { kind: "constant", value };
}

/** Twelve more, none of them a scalar of above. */
const FILLING = Array.from({ length: 12 }, (_, index) =>
  constant({ type: "string", value: `filling ${index}` }),
);

test.each(SCALARS.map((scalar) => [JSON.stringify(scalar), scalar] as const))(
  "%s among others",
  (_, scalar) => {
    const list: Expression = { kind: "list", items: [...FILLING, constant(scalar), ...FILLING.slice(6)] };
    const needles = SCALARS.map(
      (needle): Expression => ({ kind: "call", function: "in", args: [constant(needle), list] }),
    );
    expect(inModule(needles)).toEqual(needles.map(byReference));
  },
);

const KEYS = SCALARS.filter(({ type }) => ["int", "uint", "string", "bool"].includes(type));

test.each(KEYS.map((key) => [JSON.stringify(key), key] as const))("%s as a key among others", (_, key) => {
  const entries = [...FILLING, constant(key)].map((one) => [one, one] as const);
  const map: Expression = { kind: "map", entries };
  const needles = SCALARS.flatMap((needle): Expression[] => [
    { kind: "call", function: "has", args: [map, constant(needle)] },
    {
      kind: "call",
      function: "equals",
      args: [{ kind: "call", function: "index", args: [map, constant(needle)] }, constant(key)],
    },
  ]);
  expect(inModule(needles)).toEqual(needles.map(byReference));
});

function inModule(conditions: readonly Expression[]): Outcome[] {
  const groups = Array.from({ length: Math.ceil(conditions.length / 8) }, (_, group) =>
    conditions.slice(8 * group, 8 * group + 8),
  );
  return groups.flatMap((group) => openConditions(group)(REQUEST));
}

function byReference(condition: Expression): Outcome {
  const value = evaluateExpression(condition, FACTS);
  return value instanceof Error ? "undecided" : value.value === true;
}
