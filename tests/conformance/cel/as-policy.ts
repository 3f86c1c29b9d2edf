/** Expressions evaluated by whatever decides requests: as the condition of a deny rule. */
import type { Expression } from "../../../src/ir/expression.js";
import { NO_IDENTITY } from "../../../src/ir/identity.js";
import type { PolicySet } from "../../../src/ir/model.js";
import type { Request } from "../../../src/ir/request.js";
import type { Truth } from "../../../src/ir/truth.js";
import type { Value } from "../../../src/ir/value.js";
import { valueToExpression } from "../../../src/lower/condition/to-constant.js";
import { TARGET } from "../../cell/path-policy.js";
import type { Has } from "./suite.js";

/** Makes ready to decide at one workload. */
type Implementation = (set: PolicySet, target: string) => (request: Request) => Decided;

interface Decided {
  readonly verdict: string;
  readonly undecided?: string;
}

const REQUEST: Request = { path: "/", headers: [] };
const place = { file: "cel", line: 1, column: 1, length: 1 };

/** Whether an expression has a value, told by the verdict and the record. Numbers of different types are the same. */
export function hasByDeciding(implementation: Implementation): Has {
  return (expression, value) => {
    const decide = implementation(denyWhen(isValue(expression, value)), TARGET);
    return toTruth(decide(REQUEST));
  };
}

function toTruth({ verdict, undecided }: Decided): Truth {
  if (verdict === "allow") return false;
  if (verdict === "deny" && undecided === undefined) return true;
  if (verdict === "deny" && undecided === "condition") return "undecided";
  throw new Error(`no outcome of a condition: ${verdict}, ${undecided}`);
}

/** NaN is the one value that is not itself. */
function isValue(expression: Expression, value: Value): Expression {
  const isNone = value.type === "double" && Number.isNaN(value.value);
  const other = isNone ? expression : valueToExpression(value);
  const equals: Expression = { kind: "call", function: "equals", args: [expression, other] };
  return isNone ? { kind: "call", function: "not", args: [equals] } : equals;
}

function denyWhen(expression: Expression): PolicySet {
  const test = { kind: "condition", expression, text: "", place } as const;
  const rule = { name: "r", effect: "deny", clauses: [{ anyOf: [test], place }], place } as const;
  return {
    mesh: "cel",
    ...NO_IDENTITY,
    trustDomain: "t.example",
    pathNormalization: "STRICT",
    workloads: [{ id: TARGET, tier: "sidecar", hosts: [], paths: [], place }],
    tests: [],
    policies: [{ name: "p", target: { place }, rules: [rule], limits: [], place }],
  };
}
