/** Functions that mean something else for each type. */
import { lengthOf } from "../../bytes/slice";
import { FUNCTION, TAG } from "../../image/layout";
import { concatenate } from "./collections";
import { isNumber } from "./compare";
import {
  addNumbers,
  divideNumbers,
  moduloNumbers,
  multiplyNumbers,
  setDifference,
  setSum,
  subtractNumbers,
} from "./numbers";
import { append, setCodePoints } from "./strings";
import { setDurationOf, setTimestampOf } from "./time-text";
import { setTimestamp, shift, shiftBack, subtractTimes } from "./times";
import { countOf, fail, intOf, payloadOf, setBool, setInt, tagOf } from "./values";

/** `!a` */
export function not(a: usize): void {
  if (tagOf(a) == TAG.BOOL) setBool(a, payloadOf(a) == 0);
  else fail(a);
}

/** `size(a)` */
export function size(a: usize): void {
  const tag = tagOf(a);
  if (tag == TAG.STRING) setCodePoints(a, payloadOf(a));
  else if (tag == TAG.BYTES) setInt(a, lengthOf(payloadOf(a)));
  else if (tag == TAG.LIST || tag == TAG.MAP) setInt(a, countOf(a));
  else fail(a);
}

/** `a + b` */
export function add(a: usize, b: usize): void {
  const tag = tagOf(a);
  const other = tagOf(b);
  if (tag == TAG.TIMESTAMP && other == TAG.DURATION) shift(a, a, intOf(b));
  else if (tag == TAG.DURATION && other == TAG.TIMESTAMP) shift(a, b, intOf(a));
  else if (tag != other) fail(a);
  else if (isNumber(tag)) addNumbers(a, b);
  else if (tag == TAG.STRING || tag == TAG.BYTES) append(a, b);
  else if (tag == TAG.LIST) concatenate(a, b);
  else if (tag == TAG.DURATION) setSum(a, tag, intOf(a), intOf(b));
  else fail(a);
}

/** `a - b` */
export function subtract(a: usize, b: usize): void {
  const tag = tagOf(a);
  const other = tagOf(b);
  if (tag == TAG.TIMESTAMP && other == TAG.DURATION) shiftBack(a, a, intOf(b));
  else if (tag != other) fail(a);
  else if (isNumber(tag)) subtractNumbers(a, b);
  else if (tag == TAG.TIMESTAMP) subtractTimes(a, b);
  else if (tag == TAG.DURATION) setDifference(a, tag, intOf(a), intOf(b));
  else fail(a);
}

/** `a * b`, `a / b`, `a % b` */
export function arithmetic(number: u32, a: usize, b: usize): void {
  if (!isNumber(tagOf(a)) || tagOf(a) != tagOf(b)) fail(a);
  else if (number == FUNCTION.MULTIPLY) multiplyNumbers(a, b);
  else if (number == FUNCTION.DIVIDE) divideNumbers(a, b);
  else moduloNumbers(a, b);
}

/** `timestamp(a)`: of a text, of seconds since 1970. */
export function toTimestamp(a: usize): void {
  const tag = tagOf(a);
  if (tag == TAG.STRING) setTimestampOf(a, payloadOf(a));
  else if (tag == TAG.INT) setTimestamp(a, intOf(a), 0);
  else if (tag != TAG.TIMESTAMP) fail(a);
}

/** `duration(a)`: of a text. */
export function toDuration(a: usize): void {
  if (tagOf(a) == TAG.STRING) setDurationOf(a, payloadOf(a));
  else if (tagOf(a) != TAG.DURATION) fail(a);
}
