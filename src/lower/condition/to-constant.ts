/** Values → the constants that stand for them. */
import type { Constant, Expression } from "../../ir/expression.js";
import type { Value } from "../../ir/value.js";

const NANOS_PER_SECOND = 1_000_000_000n;

export function valueToExpression(value: Value): Expression {
  switch (value.type) {
    case "list":
      return { kind: "list", items: value.value.map(valueToExpression) };
    case "map":
      return {
        kind: "map",
        entries: value.value.map(([key, item]) => [valueToExpression(key), valueToExpression(item)]),
      };
    default:
      return { kind: "constant", value: valueToConstant(value) };
  }
}

function valueToConstant(value: Exclude<Value, { readonly type: "list" | "map" }>): Constant {
  switch (value.type) {
    case "null":
      return { type: "null" };
    case "bool":
    case "string":
    case "type":
      return value;
    case "int":
    case "uint":
      return { type: value.type, value: String(value.value) };
    case "double":
      return { type: "double", value: doubleToConstant(value.value) };
    case "bytes":
      return { type: "bytes", value: Buffer.from(value.value).toString("hex") };
    case "timestamp":
    case "duration":
      return { type: value.type, ...splitNanos(value.value) };
    case "ip":
      return { type: "ip", bytes: value.value };
    case "cidr":
      return { type: "cidr", bytes: value.value.bytes, length: value.value.length };
  }
}

function doubleToConstant(value: number): number | "NaN" | "Infinity" | "-Infinity" {
  if (Number.isNaN(value)) return "NaN";
  if (Number.isFinite(value)) return value;
  return value > 0 ? "Infinity" : "-Infinity";
}

/** Seconds rounded down, and what is left of them. */
function splitNanos(total: bigint): { seconds: string; nanos: number } {
  const nanos = ((total % NANOS_PER_SECOND) + NANOS_PER_SECOND) % NANOS_PER_SECOND;
  return { seconds: String((total - nanos) / NANOS_PER_SECOND), nanos: Number(nanos) };
}
