import type { Constant, Expression } from "./expression.js";
import { bytes, double, duration, int, NULL, timestamp, uint, type Value } from "./value.js";

const NANOS_PER_SECOND = 1_000_000_000n;

/** The value of a constant. */
export function constantToValue(constant: Constant): Value {
  switch (constant.type) {
    case "null":
      return NULL;
    case "bool":
    case "string":
    case "type":
      return constant;
    case "int":
      return int(BigInt(constant.value));
    case "uint":
      return uint(BigInt(constant.value));
    case "double":
      return double(Number(constant.value));
    case "bytes":
      return bytes(Buffer.from(constant.value, "hex"));
    case "timestamp":
      return timestamp(nanosOf(constant));
    case "duration":
      return duration(nanosOf(constant));
    case "ip":
      return { type: "ip", value: constant.bytes };
    case "cidr":
      return { type: "cidr", value: { bytes: constant.bytes, length: constant.length } };
  }
}

function nanosOf({ seconds, nanos }: { readonly seconds: string; readonly nanos: number }): bigint {
  return BigInt(seconds) * NANOS_PER_SECOND + BigInt(nanos);
}

/** Whether an expression is a constant, or a list or map of such: `BOUND.ITEMS` is not meant for it. */
export function isConstant(expression: Expression): boolean {
  switch (expression.kind) {
    case "constant":
      return true;
    case "list":
      return expression.items.every(isConstant);
    case "map":
      return expression.entries.flat().every(isConstant);
    default:
      return false;
  }
}
