/** Conditions in the module against the reference: the same values, bit for bit, and errors for the same expressions. */
import { expect, test } from "vitest";
import { buildImage } from "../../src/compile/image.js";
import { hasBody, requestToHeaders, requestToProperties } from "../../src/envoy/request.js";
import { Vm } from "../../src/host/vm.js";
import { evaluateExpression } from "../../src/ir/evaluate.js";
import type { Constant, Expression } from "../../src/ir/expression.js";
import { requestToFacts } from "../../src/ir/facts.js";
import type { PolicySet, Rule, Test } from "../../src/ir/model.js";
import type { Request } from "../../src/ir/request.js";
import { EvaluationError, type Value } from "../../src/ir/value.js";
import { CELL } from "../cell/open-cell.js";
import { TARGET } from "../cell/path-policy.js";
import { Expressions, requestForExpressions } from "./random-ir-expression.js";
import { Random } from "./random-policy.js";

const IMAGES = Number(process.env.CELLWALL_DIFFERENTIAL_IMAGES ?? 1500);
/** Each takes two of the sixteen audit rules that a record has room for. */
const CONDITIONS = 8;
const REQUESTS = 4;

const place = { file: "random", line: 1, column: 1, length: 1 };
const module = new WebAssembly.Module(CELL);

test(`${IMAGES * CONDITIONS * REQUESTS} random conditions`, { timeout: 1_200_000 }, () => {
  const seen = { values: new Map<string, number>(), errors: 0 };
  for (let seed = 1; seed <= IMAGES; seed++) {
    const random = new Random(seed);
    const expressions = Array.from({ length: CONDITIONS }, () =>
      new Expressions(random).any(1 + random.below(5)),
    );
    const requests = Array.from({ length: REQUESTS }, () =>
      requestForExpressions(random, 1_700_000_000_123_456_789n),
    );
    for (const request of requests) {
      const facts = requestToFacts(request, "STRICT");
      if ("invalid" in facts) continue;
      const values = expressions.map((expression) => evaluateExpression(expression, facts));
      const outcomes = evaluateInModule(
        expressions.map((one, index) => equalTo(one, values[index])),
        request,
      );
      values.forEach((value, index) => {
        const isError = value instanceof EvaluationError;
        const type = isError ? "error" : value.type;
        seen.values.set(type, (seen.values.get(type) ?? 0) + 1);
        expect(outcomes[index], describeCase(seed, expressions[index], request, value)).toBe(
          isError ? "undecided" : !hasNan(value),
        );
      });
    }
  }
  console.log([...seen.values]);
  for (const type of [
    "bool",
    "int",
    "uint",
    "double",
    "string",
    "timestamp",
    "duration",
    "list",
    "map",
    "error",
  ]) {
    expect(seen.values.get(type), type).toBeGreaterThan(IMAGES / 2);
  }
});

/** Whether an expression has just this value; of an error any. */
function equalTo(expression: Expression, value: Value | EvaluationError | undefined): Expression {
  const expected = value === undefined || value instanceof EvaluationError ? NULL : toExpression(value);
  return { kind: "call", function: "equals", args: [expression, expected] };
}

const NULL: Expression = { kind: "constant", value: { type: "null" } };

function toExpression(value: Value): Expression {
  const constant = (of: Constant): Expression => ({
    kind: "constant",
    value: of,
  });
  switch (value.type) {
    case "null":
    case "bool":
    case "string":
      return constant(value);
    case "int":
    case "uint":
      return constant({ type: value.type, value: String(value.value) });
    case "double":
      return constant({
        type: "double",
        value: Number.isFinite(value.value) ? value.value : (String(value.value) as "NaN"),
      });
    case "bytes":
      return constant({ type: "bytes", value: Buffer.from(value.value).toString("hex") });
    case "timestamp":
    case "duration": {
      const nanos = ((value.value % SECOND) + SECOND) % SECOND;
      return constant({
        type: value.type,
        seconds: String((value.value - nanos) / SECOND),
        nanos: Number(nanos),
      });
    }
    case "ip":
      return constant({ type: "ip", bytes: value.value });
    case "cidr":
      return constant({ type: "cidr", ...value.value });
    case "list":
      return { kind: "list", items: value.value.map(toExpression) };
    case "map":
      return {
        kind: "map",
        entries: value.value.map(([key, one]) => [toExpression(key), toExpression(one)]),
      };
  }
}

const SECOND = 1_000_000_000n;

function hasNan(value: Value): boolean {
  if (value.type === "double") return Number.isNaN(value.value);
  if (value.type === "list") return value.value.some(hasNan);
  return value.type === "map" && value.value.some(([, one]) => hasNan(one));
}

/** What audit rules tell of conditions: true, false, or that they can't tell it from its opposite. */
function evaluateInModule(conditions: readonly Expression[], request: Request): (boolean | "undecided")[] {
  const vm = new Vm(module);
  const configured = vm.configure(buildImage(auditing(conditions), TARGET));
  if (!configured.accepted) throw new Error(configured.log.map(({ message }) => message).join());
  const stream = vm.stream(requestToProperties(request));
  stream.onRequestHeaders(requestToHeaders(request), !hasBody(request));
  if (vm.failure) throw new Error(`${vm.failure.callback} trapped: ${vm.failure.message}`);
  const record = JSON.parse(Buffer.from(stream.filterState("cellwall") ?? []).toString());
  const audit: string[] = record.audit ?? [];
  return conditions.map((_, index) => {
    const holds = audit.includes(`p/is-${index}`);
    return holds && audit.includes(`p/not-${index}`) ? "undecided" : holds;
  });
}

function auditing(conditions: readonly Expression[]): PolicySet {
  const rule = (name: string, expression: Expression): Rule => {
    const condition: Test = { kind: "condition", expression, text: name, place };
    return { name, effect: "audit", clauses: [{ anyOf: [condition], place }], place };
  };
  const rules = conditions.flatMap((one, index) => [
    rule(`is-${index}`, one),
    rule(`not-${index}`, { kind: "call", function: "not", args: [one] }),
  ]);
  return {
    mesh: "test",
    trustDomain: "test.example",
    pathNormalization: "STRICT",
    workloads: [{ id: TARGET, tier: "sidecar", hosts: [], paths: [], place }],
    tests: [],
    policies: [{ name: "p", target: { place }, rules, limits: [], place }],
  };
}

function describeCase(
  seed: number,
  expression: Expression | undefined,
  request: Request,
  value: unknown,
): string {
  const write = (what: unknown) =>
    JSON.stringify(what, (_, one) => (typeof one === "bigint" ? `${one}` : one));
  return `seed ${seed}: ${write(expression)}\nwith ${write(request)}\nis ${value instanceof Error ? value.message : write(value)}`;
}
