/** Lists and maps. A list's index may be any number that is whole. */
import { BOUND } from "../expression.js";
import { bool, EvaluationError, int, type MapEntry, madeList, type Value, type ValueType } from "../value.js";
import { isEqual, lookUp } from "./comparison.js";
import { type Overload, overload } from "./overload.js";

const KEY_TYPES: readonly ValueType[] = ["bool", "int", "uint", "string"];

export const COLLECTION = {
  in: [
    overload(["any", "list"], (item, list) => bool(list.some((one) => isEqual(one, item)))),
    overload(["any", "map"], (key, map) => bool(lookUp(map, key) !== undefined)),
  ],
  index: [
    overload(["list", "int"], (list, index) => itemAt(list, Number(index))),
    overload(["list", "uint"], (list, index) => itemAt(list, Number(index))),
    overload(["list", "double"], itemAt),
    overload(["map", "any"], (map, key) => {
      const value = lookUp(map, key);
      if (value === undefined) throw new EvaluationError("no such key");
      return value;
    }),
  ],
  has: [overload(["map", "any"], (map, key) => bool(lookUp(map, key) !== undefined))],
} satisfies Record<string, Overload[]>;

/** `size`, for what is counted in items. */
export const COLLECTION_SIZE: readonly Overload[] = [
  overload(["list"], (list) => int(BigInt(list.length))),
  overload(["map"], (map) => int(BigInt(map.length))),
];

function itemAt(list: readonly Value[], index: number): Value {
  const item = list[index];
  if (item === undefined) throw new EvaluationError("no such index");
  return item;
}

/**
 * A list as written.
 * @throws {EvaluationError} it is made at run time and longer than `BOUND.ITEMS`
 */
export function makeList(items: readonly Value[], isConstant: boolean): Value {
  return isConstant ? { type: "list", value: items } : madeList(items);
}

/**
 * A map as written.
 * @throws {EvaluationError} as a list; or a key has no type that keys may have, or is there twice
 */
export function makeMap(entries: readonly MapEntry[], isConstant: boolean): Value {
  if (entries.length > BOUND.ITEMS && !isConstant) throw new EvaluationError("the map is too large");
  for (const [index, [key]] of entries.entries()) {
    if (!KEY_TYPES.includes(key.type)) throw new EvaluationError(`${key.type} can't be a key`);
    if (lookUp(entries.slice(0, index), key) !== undefined) throw new EvaluationError("a key twice");
  }
  return { type: "map", value: entries };
}
