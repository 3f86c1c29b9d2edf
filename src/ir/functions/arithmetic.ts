/** Arithmetic; what leaves its type's range is an error (langdef.md, Overflow). */
import {
  double,
  duration,
  EvaluationError,
  int,
  madeBytes,
  madeList,
  madeString,
  timestamp,
  uint,
} from "../value.js";
import { type Overload, overload } from "./overload.js";

export const ARITHMETIC = {
  add: [
    overload(["int", "int"], (a, b) => int(a + b)),
    overload(["uint", "uint"], (a, b) => uint(a + b)),
    overload(["double", "double"], (a, b) => double(a + b)),
    overload(["string", "string"], (a, b) => madeString([a, b])),
    overload(["bytes", "bytes"], (a, b) => madeBytes(Buffer.concat([a, b]))),
    overload(["list", "list"], (a, b) => madeList([...a, ...b])),
    overload(["timestamp", "duration"], (a, b) => timestamp(a + b)),
    overload(["duration", "timestamp"], (a, b) => timestamp(a + b)),
    overload(["duration", "duration"], (a, b) => duration(a + b)),
  ],
  subtract: [
    overload(["int", "int"], (a, b) => int(a - b)),
    overload(["uint", "uint"], (a, b) => uint(a - b)),
    overload(["double", "double"], (a, b) => double(a - b)),
    overload(["timestamp", "duration"], (a, b) => timestamp(a - b)),
    overload(["timestamp", "timestamp"], (a, b) => duration(a - b)),
    overload(["duration", "duration"], (a, b) => duration(a - b)),
  ],
  multiply: [
    overload(["int", "int"], (a, b) => int(a * b)),
    overload(["uint", "uint"], (a, b) => uint(a * b)),
    overload(["double", "double"], (a, b) => double(a * b)),
  ],
  divide: [
    overload(["int", "int"], (a, b) => int(a / divisor(b))),
    overload(["uint", "uint"], (a, b) => uint(a / divisor(b))),
    overload(["double", "double"], (a, b) => double(a / b)),
  ],
  modulo: [
    overload(["int", "int"], (a, b) => {
      int(a / divisor(b)); // the least int and -1: an error, as in cel-go, though the remainder is 0
      return int(a % b);
    }),
    overload(["uint", "uint"], (a, b) => uint(a % divisor(b))),
  ],
  negate: [overload(["int"], (a) => int(-a)), overload(["double"], (a) => double(-a))],
} satisfies Record<string, Overload[]>;

function divisor(value: bigint): bigint {
  if (value === 0n) throw new EvaluationError("division by zero");
  return value;
}
