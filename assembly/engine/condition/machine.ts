/** Runs programs: the steps of src/image/program.ts on a stack of values. What the validator saw is not checked again. */
import { lengthOf } from "../../bytes/slice";
import { regexAddress, sectionOffset } from "../../image/image";
import { HEADER, PROGRAM, SIZE as RECORD, STEP, STEP_OP, TAG } from "../../image/layout";
import { Facts } from "../facts";
import { matchesRegex } from "../regex";
import { test } from "../test";
import { Truth } from "../truth";
import { setAttribute } from "./attributes";
import { makeList, makeMap } from "./collections";
import { call } from "./functions";
import { begin as beginLoop, itemOf, next } from "./loops";
import { setSegments } from "./segments";
import { STACK, begin, mayTouch } from "./scratch";
import { SIZE, copy, copyFrom, fail, isFalse, isTrue, payloadOf, setBool, tagOf } from "./values";

/** Whether a program's result is true; undecided when it is an error. */
export function run(image: usize, program: u32, facts: Facts): Truth {
  begin(image);
  const record = image + sectionOffset(image, HEADER.PROGRAMS) + program * RECORD.PROGRAM;
  const first = image + sectionOffset(image, HEADER.STEPS) + load<u32>(record, PROGRAM.STEP) * RECORD.STEP;
  runSteps(image, first, first + u32(load<u16>(record, PROGRAM.STEPS)) * RECORD.STEP, facts);
  return isTrue(STACK) ? Truth.True : isFalse(STACK) ? Truth.False : Truth.Undecided;
}

function runSteps(image: usize, first: usize, end: usize, facts: Facts): void {
  let step = first;
  let top = STACK - SIZE;
  while (step < end) {
    const operand = load<u32>(step, STEP.OPERAND);
    let skip: u32 = 0;
    switch (u32(load<u8>(step, STEP.OP))) {
      case STEP_OP.CONSTANT:
        top += SIZE;
        copyFrom(top, image + operand, image);
        break;
      case STEP_OP.ATTRIBUTE:
        top += SIZE;
        setAttribute(top, image, load<u16>(step, STEP.ARGUMENT), facts);
        break;
      case STEP_OP.VARIABLE:
        top += SIZE;
        copy(top, STACK + u32(load<u16>(step, STEP.ARGUMENT)) * SIZE);
        break;
      case STEP_OP.SEGMENTS:
        top += SIZE;
        setSegments(top, facts.path, load<u8>(step, STEP.COUNT), load<u16>(step, STEP.ARGUMENT), operand);
        break;
      case STEP_OP.TEST:
        top += SIZE;
        step += RECORD.STEP;
        setTruth(top, test(image, step, facts));
        break;
      case STEP_OP.CALL:
        top -= (u32(load<u8>(step, STEP.COUNT)) - 1) * SIZE;
        call(load<u16>(step, STEP.ARGUMENT), top);
        break;
      case STEP_OP.SKIP_FALSE:
        if (isFalse(top)) skip = operand;
        break;
      case STEP_OP.SKIP_TRUE:
        if (isTrue(top)) skip = operand;
        break;
      case STEP_OP.AND:
        top -= SIZE;
        if (isFalse(top + SIZE)) {
          setBool(top, false);
          skip = operand;
        } else if (!isTrue(top) || !isTrue(top + SIZE)) fail(top);
        break;
      case STEP_OP.OR:
        top -= SIZE;
        if (isTrue(top + SIZE)) {
          setBool(top, true);
          skip = operand;
        } else if (!isFalse(top) || !isFalse(top + SIZE)) fail(top);
        break;
      case STEP_OP.BRANCH:
        if (tagOf(top) != TAG.BOOL) {
          fail(top);
          skip = operand;
          break;
        }
        if (isFalse(top)) skip = load<u16>(step, STEP.ARGUMENT);
        top -= SIZE;
        break;
      case STEP_OP.SKIP:
        skip = operand;
        break;
      case STEP_OP.LIST:
        top -= (operand - 1) * SIZE;
        makeList(top, operand);
        break;
      case STEP_OP.MAP:
        top -= (2 * operand - 1) * SIZE;
        makeMap(top, operand);
        break;
      case STEP_OP.LOOP:
        if (beginLoop(top, load<u8>(step, STEP.COUNT), operand)) top += itemOf(load<u8>(step, STEP.COUNT));
        else skip = load<u16>(step, STEP.ARGUMENT);
        break;
      case STEP_OP.MATCHES:
        if (tagOf(top) != TAG.STRING || !mayTouch(lengthOf(payloadOf(top)))) fail(top);
        else setBool(top, matchesRegex(regexAddress(image, operand), payloadOf(top)));
        break;
      default:
        top -= itemOf(load<u8>(step, STEP.COUNT)) + SIZE;
        if (next(top, load<u8>(step, STEP.COUNT))) {
          top += itemOf(load<u8>(step, STEP.COUNT));
          step -= u32(load<u16>(step, STEP.ARGUMENT)) * RECORD.STEP;
        }
    }
    step += (skip + 1) * RECORD.STEP;
  }
}


@inline
function setTruth(value: usize, truth: Truth): void {
  if (truth == Truth.Undecided) fail(value);
  else setBool(value, truth == Truth.True);
}
