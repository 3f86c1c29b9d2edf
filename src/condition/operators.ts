/** What operators take and give. Not here: `!`, and `&&`, `||` and `?:`, which don't look at all they are given. */
import type { Overload } from "./functions.js";
import {
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  INT,
  listOf,
  mapOf,
  parameter,
  STRING,
  TIMESTAMP,
  type Type,
  UINT,
} from "./types.js";

const A = parameter("A");
const B = parameter("B");
const ORDERED = [BOOL, INT, UINT, DOUBLE, STRING, BYTES, TIMESTAMP, DURATION];
const NUMBERS = [INT, UINT, DOUBLE];

export const OPERATORS = [
  operator("==", [A, A], BOOL),
  operator("!=", [A, A], BOOL),
  ...(["<", "<=", ">", ">="] as const).flatMap((sign) =>
    ORDERED.map((type) => operator(sign, [type, type], BOOL)),
  ),
  ...[...NUMBERS, STRING, BYTES, listOf(A), DURATION].map((type) => operator("+", [type, type], type)),
  operator("+", [TIMESTAMP, DURATION], TIMESTAMP),
  operator("+", [DURATION, TIMESTAMP], TIMESTAMP),
  ...[...NUMBERS, DURATION].map((type) => operator("-", [type, type], type)),
  operator("-", [TIMESTAMP, TIMESTAMP], DURATION),
  operator("-", [TIMESTAMP, DURATION], TIMESTAMP),
  ...(["*", "/"] as const).flatMap((sign) => NUMBERS.map((type) => operator(sign, [type, type], type))),
  ...[INT, UINT].map((type) => operator("%", [type, type], type)),
  ...[INT, DOUBLE].map((type) => operator("-", [type], type)),
  operator("in", [A, listOf(A)], BOOL),
  operator("in", [A, mapOf(A, B)], BOOL),
  operator("[]", [listOf(A), INT], A),
  operator("[]", [mapOf(A, B), A], B),
] satisfies readonly Overload[];

/** How an operator is written. */
export type Sign = (typeof OPERATORS)[number]["name"];

function operator<const Name extends string>(name: Name, args: readonly Type[], result: Type) {
  return { name, isMethod: false, args, result, doc: "" };
}
