/** Constant expressions → the image's values. */
import { TAG } from "../../image/layout.js";
import type { PlannedValue } from "../../image/plan.js";
import type { Constant, Expression, TypeName } from "../../ir/expression.js";

const TAGS: Readonly<Record<TypeName, number>> = {
  null: TAG.NULL,
  bool: TAG.BOOL,
  int: TAG.INT,
  uint: TAG.UINT,
  double: TAG.DOUBLE,
  string: TAG.STRING,
  bytes: TAG.BYTES,
  timestamp: TAG.TIMESTAMP,
  duration: TAG.DURATION,
  ip: TAG.IP,
  cidr: TAG.CIDR,
  list: TAG.LIST,
  map: TAG.MAP,
  type: TAG.TYPE,
};

/** What an evaluation that can't succeed gives. */
export const ERROR: PlannedValue = { tag: TAG.ERROR, bits: "0" };

/** What a `map` leaves out. */
export const NONE: PlannedValue = { tag: TAG.NONE, bits: "0" };

/** The value of an expression that is a constant, or a list or map of such; undefined for others. */
export function constantOf(expression: Expression): PlannedValue | undefined {
  switch (expression.kind) {
    case "constant":
      return planConstant(expression.value);
    case "list":
      return allOf(TAG.LIST, expression.items);
    case "map":
      return hasSoundKeys(expression.entries) ? allOf(TAG.MAP, expression.entries.flat()) : undefined;
    default:
      return undefined;
  }
}

function allOf(tag: number, expressions: readonly Expression[]): PlannedValue | undefined {
  const items: PlannedValue[] = [];
  for (const expression of expressions) {
    const value = constantOf(expression);
    if (value === undefined || value.tag === TAG.ERROR) return undefined;
    items.push(value);
  }
  return { tag, items };
}

/** Distinct booleans, integers and strings; a map with other keys is an error when it is made. */
function hasSoundKeys(entries: readonly (readonly [Expression, Expression])[]): boolean {
  const names = entries.map(([key]) => (key.kind === "constant" ? keyName(key.value) : undefined));
  return !names.includes(undefined) && new Set(names).size === names.length;
}

/** The same for equal keys. */
function keyName(key: Constant): string | undefined {
  switch (key.type) {
    case "bool":
    case "string":
      return `${key.type} ${key.value}`;
    case "int":
    case "uint":
      return BigInt(key.value).toString();
    default:
      return undefined;
  }
}

function planConstant(constant: Constant): PlannedValue {
  switch (constant.type) {
    case "null":
      return { tag: TAG.NULL, bits: "0" };
    case "bool":
      return { tag: TAG.BOOL, bits: constant.value ? "1" : "0" };
    case "int":
      return { tag: TAG.INT, bits: constant.value };
    case "uint":
      return { tag: TAG.UINT, bits: constant.value };
    case "double":
      return { tag: TAG.DOUBLE, bits: bitsOf(Number(constant.value)) };
    case "string":
      return { tag: TAG.STRING, text: constant.value };
    case "bytes":
      return { tag: TAG.BYTES, bytes: [...Buffer.from(constant.value, "hex")] };
    case "timestamp":
      return planTimestamp(BigInt(constant.seconds), constant.nanos);
    case "duration":
      return planDuration(BigInt(constant.seconds) * 1_000_000_000n + BigInt(constant.nanos));
    case "ip":
      return { tag: TAG.IP, bytes: constant.bytes };
    case "cidr":
      return { tag: TAG.CIDR, bytes: constant.bytes, detail: constant.length };
    case "type":
      return { tag: TAG.TYPE, bits: String(TAGS[constant.value]) };
  }
}

/** The years 1 to 9999. */
function planTimestamp(seconds: bigint, nanoseconds: number): PlannedValue {
  const fits = seconds >= -62_135_596_800n && seconds < 253_402_300_800n;
  return fits ? { tag: TAG.TIMESTAMP, bits: seconds.toString(), detail: nanoseconds } : ERROR;
}

/** Durations are 64 bits of nanoseconds, about 292 years. */
function planDuration(nanoseconds: bigint): PlannedValue {
  const fits = BigInt.asIntN(64, nanoseconds) === nanoseconds;
  return fits ? { tag: TAG.DURATION, bits: nanoseconds.toString() } : ERROR;
}

/** IEEE 754's 64 bits, in decimal. */
function bitsOf(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString();
}
