// The reader of JSON. Slices (assembly/bytes/slice.ts) are big integers outside.
import { JsonCursor } from "../../../assembly/bytes/json/members";
import { Slice } from "../../../assembly/bytes/slice";

export { isJson } from "../../../assembly/bytes/json/check";
export {
  hasUniqueNames,
  isArray,
  isNumber,
  isObject,
  isString,
  memberOf,
  valueOf,
} from "../../../assembly/bytes/json/members";
export { integer, readInteger, toDouble } from "../../../assembly/bytes/json/number";
export { textOf } from "../../../assembly/bytes/json/string";

/** Where a test puts what it has; 512 KiB. */
export const input: usize = heap.alloc(0x80000);

const cursor = new JsonCursor();

export function open(container: Slice): void {
  cursor.open(container);
}

export function next(): bool {
  return cursor.next();
}

export function name(): Slice {
  return cursor.name;
}

export function value(): Slice {
  return cursor.value;
}
