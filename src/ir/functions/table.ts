import type { FunctionName } from "../expression.js";
import { bool, type Value } from "../value.js";
import { ADDRESS } from "./address.js";
import { ARITHMETIC } from "./arithmetic.js";
import { COLLECTION, COLLECTION_SIZE } from "./collection.js";
import { COMPARISON } from "./comparison.js";
import { CONVERSION } from "./conversion.js";
import { applyOverload, type Overload, overload } from "./overload.js";
import { TEXT, TEXT_SIZE } from "./text.js";
import { TIME } from "./time.js";

/** For each function, the types it takes and what it makes of them. */
const FUNCTIONS: Readonly<Record<FunctionName, readonly Overload[]>> = {
  ...COMPARISON,
  ...ARITHMETIC,
  ...COLLECTION,
  ...TEXT,
  ...ADDRESS,
  ...TIME,
  ...CONVERSION,
  size: [...TEXT_SIZE, ...COLLECTION_SIZE],
  not: [overload(["bool"], (value) => bool(!value))],
};

/**
 * A function's result.
 * @throws {EvaluationError} it has none for these arguments
 */
export function callFunction(name: FunctionName, args: readonly Value[]): Value {
  return applyOverload(FUNCTIONS[name], args);
}
