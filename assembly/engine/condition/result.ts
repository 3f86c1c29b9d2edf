/** What programs give that are no conditions: the costs and keys of limits. */
import { ABSENT, Slice } from "../../bytes/slice";
import { TAG } from "../../image/layout";
import { Facts } from "../facts";
import { run } from "./machine";
import { STACK } from "./scratch";
import { intOf, payloadOf, tagOf } from "./values";

/** A program's int or uint, at most `i64.MAX_VALUE`; -1 when it gives an error, anything else or less than 0. */
export function intResult(image: usize, program: u32, facts: Facts): i64 {
  run(image, program, facts);
  if (tagOf(STACK) == TAG.UINT) return i64(min<u64>(payloadOf(STACK), i64.MAX_VALUE));
  return tagOf(STACK) == TAG.INT ? max<i64>(-1, intOf(STACK)) : -1;
}

/** A program's string, good until the next program runs; `ABSENT` when it gives an error or anything else. */
export function textResult(image: usize, program: u32, facts: Facts): Slice {
  run(image, program, facts);
  return tagOf(STACK) == TAG.STRING ? payloadOf(STACK) : ABSENT;
}
