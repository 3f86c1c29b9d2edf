/** What tests look at in a request, in words. */

import { formatAddress } from "../ir/address.js";
import { evaluateExpression } from "../ir/evaluate.js";
import { type Attribute, type Expression, partsOf } from "../ir/expression.js";
import type { Facts } from "../ir/facts.js";
import type { Test } from "../ir/model.js";
import { EvaluationError, type Value } from "../ir/value.js";

/** Longer values are cut, characters. */
const MAX_SHOWN = 120;

/** Headers and parameters whose values are or hold credentials. */
const SECRET =
  /^(authorization|proxy-authorization|cookie|txn-token|.*(api[-_]?key|token|secret|password|signature).*)$/i;

/** What a test looks at, each as `attribute is value`. */
export function seenBy(test: Test, facts: Facts): string[] {
  return attributesOfTest(test).map((attribute) => `${nameOf(attribute)} is ${shownValue(attribute, facts)}`);
}

function attributesOfTest(test: Test): Attribute[] {
  switch (test.kind) {
    case "method":
      return [{ name: "request.method" }];
    case "host":
      return [{ name: "request.host" }];
    case "path":
      return [{ name: "request.path" }];
    case "header":
      return [{ name: "request.headerValues", key: test.name }];
    case "peer":
      return [{ name: "peer.id" }];
    case "source":
      return [{ name: "source.ip" }];
    case "value":
      return [test.attribute];
    case "condition":
      return attributesOf(test.expression);
  }
}

function attributesOf(expression: Expression): Attribute[] {
  switch (expression.kind) {
    case "attribute":
    case "present":
      return [expression.attribute];
    case "segment":
      return [{ name: "request.path" }];
    case "test":
      return attributesOfTest(expression.test);
    default:
      return partsOf(expression).flatMap(attributesOf);
  }
}

function nameOf(attribute: Attribute): string {
  return "key" in attribute ? `${attribute.name}["${attribute.key}"]` : attribute.name;
}

function shownValue(attribute: Attribute, facts: Facts): string {
  if ("key" in attribute && SECRET.test(attribute.key)) return "not shown";
  const value = evaluateExpression({ kind: "attribute", attribute }, facts);
  if (value instanceof EvaluationError) return `an error: ${value.message}`;
  const shown = toText(value);
  return shown.length > MAX_SHOWN ? `${shown.slice(0, MAX_SHOWN)}…` : shown;
}

function toText({ type, value }: Value): string {
  switch (type) {
    case "list":
      return `[${value.map(toText).join(", ")}]`;
    case "ip":
      return formatAddress(value);
    case "timestamp":
      return new Date(Number(value / 1_000_000n)).toISOString();
    case "int":
    case "uint":
      return String(value);
    default:
      return JSON.stringify(value);
  }
}
