import type { FunctionName } from "../expression.js";
import { callFunction } from "../functions/table.js";
import { bool, double, EvaluationError, string, type Value } from "../value.js";

/** Text, truth and doubles as themselves; other values whole. */
export type Short = Value | string | boolean | number;

/** What a function makes of arguments; undefined: an error. */
export function call(name: FunctionName, ...args: Short[]): Value | undefined {
  try {
    return callFunction(name, args.map(toValue));
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

/** The value that a short form stands for. */
export function toValue(short: Short): Value {
  if (typeof short === "string") return string(short);
  if (typeof short === "boolean") return bool(short);
  return typeof short === "number" ? double(short) : short;
}

/** A list, however long. */
export function list(...items: Short[]): Value {
  return { type: "list", value: items.map(toValue) };
}

/** A map, however large. */
export function map(...entries: [key: Short, value: Short][]): Value {
  return { type: "map", value: entries.map(([key, value]) => [toValue(key), toValue(value)]) };
}
