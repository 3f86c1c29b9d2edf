/** Equality and order (langdef.md, Equality and Ordering). */
import { bool, EvaluationError, type MapEntry, type Value } from "../value.js";
import { type Overload, overload } from "./overload.js";

export const COMPARISON = {
  equals: [overload(["any", "any"], (a, b) => bool(isEqual(a, b)))],
  less: [overload(["any", "any"], (a, b) => bool(compare(a, b) < 0))],
  lessOrEqual: [overload(["any", "any"], (a, b) => bool(compare(a, b) <= 0))],
} satisfies Record<string, Overload[]>;

/** Numbers are equal whatever their types are; other values of different types never are. */
export function isEqual(a: Value, b: Value): boolean {
  if (isNumber(a) && isNumber(b)) return numericOrder(a, b) === 0;
  if (a.type === "list" && b.type === "list") return areEqual(a.value, b.value);
  if (a.type === "map" && b.type === "map") return areSameEntries(a.value, b.value);
  if (a.type === "bytes" && b.type === "bytes") return Buffer.compare(a.value, b.value) === 0;
  if (a.type === "ip" && b.type === "ip") return areSameNumbers(a.value, b.value);
  if (a.type === "cidr" && b.type === "cidr") {
    return a.value.length === b.value.length && areSameNumbers(a.value.bytes, b.value.bytes);
  }
  return a.type === b.type && a.value === b.value;
}

function areEqual(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((item, index) => isEqual(item, b[index] as Value));
}

function areSameEntries(a: readonly MapEntry[], b: readonly MapEntry[]): boolean {
  if (a.length !== b.length) return false;
  return a.every(([key, value]) => {
    const other = lookUp(b, key);
    return other !== undefined && isEqual(value, other);
  });
}

function areSameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}

/** A map's value. Keys of different number types are the same when they are exactly one number. */
export function lookUp(entries: readonly MapEntry[], key: Value): Value | undefined {
  return entries.find(([one]) => isSameKey(one, key))?.[1];
}

function isSameKey(a: Value, b: Value): boolean {
  if (isNumber(a) && isNumber(b)) return a.value <= b.value && a.value >= b.value;
  return isEqual(a, b);
}

/**
 * Below 0, 0, or above 0. Strings are ordered by their UTF-8 bytes, false before true.
 * @throws {EvaluationError} the types have no order, or a number is NaN
 */
export function compare(a: Value, b: Value): number {
  if (isNumber(a) && isNumber(b)) {
    const result = numericOrder(a, b);
    if (result === undefined) throw new EvaluationError("NaN has no order");
    return result;
  }
  if (a.type === "string" && b.type === "string") {
    return Buffer.compare(Buffer.from(a.value), Buffer.from(b.value));
  }
  if (a.type === "bytes" && b.type === "bytes") return Buffer.compare(a.value, b.value);
  if (a.type === "bool" && b.type === "bool") return Number(a.value) - Number(b.value);
  if (a.type === "timestamp" && b.type === "timestamp") return Number(a.value - b.value);
  if (a.type === "duration" && b.type === "duration") return Number(a.value - b.value);
  throw new EvaluationError(`${a.type} and ${b.type} have no order`);
}

type NumberValue = Extract<Value, { readonly type: "int" | "uint" | "double" }>;

function isNumber(value: Value): value is NumberValue {
  return value.type === "int" || value.type === "uint" || value.type === "double";
}

/** Undefined when one is NaN. Next to a double, an int is the double nearest to it, as CEL's conformance tests ask. */
function numericOrder(a: NumberValue, b: NumberValue): number | undefined {
  if (a.type === "double" || b.type === "double") return order(Number(a.value), Number(b.value));
  return order(a.value, b.value);
}

function order<T extends bigint | number>(a: T, b: T): number | undefined {
  if (a < b) return -1;
  if (a > b) return 1;
  return a === b ? 0 : undefined;
}
