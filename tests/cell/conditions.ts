/** Conditions on the very module that Envoy runs. */
import { buildImage } from "../../src/compile/image.js";
import type { Pair } from "../../src/envoy/pairs.js";
import { hasBody, requestToHeaders, requestToProperties } from "../../src/envoy/request.js";
import { Vm } from "../../src/host/vm.js";
import type { Expression } from "../../src/ir/expression.js";
import { NO_IDENTITY } from "../../src/ir/identity.js";
import type { PolicySet, Rule, Test, Workload } from "../../src/ir/model.js";
import type { Request } from "../../src/ir/request.js";
import { CELL } from "./open-cell.js";
import { TARGET } from "./path-policy.js";

/** Conditions of one image at most: each takes two of the sixteen audit rules that a record has room for. */
export const MAX_CONDITIONS = 8;

export type Outcome = boolean | "undecided";

const place = { file: "test", line: 1, column: 1, length: 1 };

/** Where the conditions are evaluated. */
export const WORKLOAD: Workload = { id: TARGET, tier: "sidecar", hosts: [], paths: [], place };

const module = new WebAssembly.Module(CELL);

/**
 * Tells what each condition says of a request. A trap or a refused image fails the test.
 * The function throws an `Error` when no rule is asked of a request; the message ends with the record's reason.
 */
export function openConditions(conditions: readonly Expression[]): (request: Request) => Outcome[] {
  const evaluate = openRawConditions(conditions);
  return (request) => {
    const rest = { properties: requestToProperties(request), hasBody: hasBody(request) };
    return evaluate(requestToHeaders(request), rest);
  };
}

/** The same for headers as bytes, one a character. */
export function openRawConditions(
  conditions: readonly Expression[],
): (
  headers: readonly Pair[],
  rest?: { properties: ReturnType<typeof requestToProperties>; hasBody: boolean },
) => Outcome[] {
  const vm = new Vm(module);
  const configured = vm.configure(imageOf(conditions));
  if (!configured.accepted) throw new Error(configured.log.map(({ message }) => message).join());
  return (headers, { properties, hasBody: follows } = { properties: {}, hasBody: false }) => {
    const stream = vm.stream(properties);
    stream.onRequestHeaders(headers, !follows);
    if (vm.failure) throw new Error(`${vm.failure.callback} trapped: ${vm.failure.message}`);
    const record = JSON.parse(Buffer.from(stream.filterState("cellwall") ?? []).toString());
    stream.end();
    return conditions.map((_, index) => outcomeOf(record, index));
  };
}

/** Not even a condition that is false leaves no trace: its opposite is audited. */
function outcomeOf(
  { audit = [], reason }: { audit?: readonly string[]; reason?: string },
  index: number,
): Outcome {
  const holds = audit.includes(`p/is-${index}`);
  const fails = audit.includes(`p/not-${index}`);
  if (!holds && !fails) throw new Error(`condition ${index} was not evaluated: ${reason}`);
  return holds && fails ? "undecided" : holds;
}

/** The image of `setOf(conditions)`. */
export function imageOf(conditions: readonly Expression[]): Uint8Array {
  return buildImage(setOf(conditions), TARGET, { writtenUsers: true });
}

/** Audits each condition and its opposite: of one that is undecided both match. */
export function setOf(conditions: readonly Expression[]): PolicySet {
  if (conditions.length > MAX_CONDITIONS) throw new RangeError(`more than ${MAX_CONDITIONS} conditions`);
  const rules = conditions.flatMap((one, index) => [
    auditing(`is-${index}`, one),
    auditing(`not-${index}`, { kind: "call", function: "not", args: [one] }),
  ]);
  return {
    mesh: "test",
    ...NO_IDENTITY,
    trustDomain: "test.example",
    federatedTrustDomains: ["t.example"],
    pathNormalization: "STRICT",
    workloads: [WORKLOAD],
    tests: [],
    policies: [{ name: "p", target: { place }, rules, limits: [], place }],
  };
}

function auditing(name: string, expression: Expression): Rule {
  const test: Test = { kind: "condition", expression, text: name, place };
  return { name, effect: "audit", clauses: [{ anyOf: [test], place }], place };
}
