/** Attributes of CEL → those of the model. */
import type { CheckedAttribute, CheckedKeyed, CheckedPresent } from "../../condition/checked.js";
import type { Attribute, Expression } from "../../ir/expression.js";
import { isHeaderName } from "../values.js";
import { not } from "./logic.js";
import type { Site } from "./site.js";

export function lowerAttribute({ name }: CheckedAttribute): Expression {
  const attribute: Attribute =
    name === "request.id" ? { name: "request.headers", key: "x-request-id" } : { name };
  return { kind: "attribute", attribute };
}

/** An attribute with its key: a header's name in lower case. */
export function lowerKeyed(keyed: CheckedKeyed, site: Site): Expression {
  return { kind: "attribute", attribute: { name: keyed.name, key: keyOf(keyed, site) } };
}

/** Whether an attribute is known. */
export function lowerPresent({ name, from, to }: CheckedPresent, site: Site): Expression {
  if (name !== "request.id") return { kind: "present", attribute: { name } };
  return { kind: "test", test: { ...PRESENT, name: "x-request-id", place: site.at({ from, to }).place } };
}

const PRESENT = { kind: "header", match: { present: true } } as const;

/** Whether a header or a parameter came. */
export function lowerPresence(keyed: CheckedKeyed, isNegated: boolean, site: Site): Expression {
  const key = keyOf(keyed, site);
  if (isOfHeaders(keyed)) {
    const { place } = site.at(keyed);
    return { kind: "test", test: { kind: "header", name: key, match: { present: !isNegated }, place } };
  }
  const values: Expression = { kind: "attribute", attribute: { name: "request.queryValues", key } };
  const size: Expression = { kind: "call", function: "size", args: [values] };
  const isNone: Expression = {
    kind: "call",
    function: "equals",
    args: [size, { kind: "constant", value: { type: "int", value: "0" } }],
  };
  return isNegated ? isNone : not(isNone);
}

function keyOf(keyed: CheckedKeyed, site: Site): string {
  if (!isOfHeaders(keyed)) return keyed.key;
  site.require(isHeaderName(keyed.key, site.at(keyed.keySpan)));
  return keyed.key.toLowerCase();
}

function isOfHeaders({ name }: CheckedKeyed): boolean {
  return name === "request.headers" || name === "request.headerValues";
}
