/**
 * Macros. While one runs, three values are on the stack: what it goes through, its state, and the item at hand.
 *
 *   state    NONE | next index | u32 outcome so far | u32 `scratch` mark     exists, all, existsOne
 *            NONE | next index | address | count of the new list's items     map
 */
import { slice } from "../../bytes/slice";
import { MACRO, TAG, VALUE } from "../../image/layout";
import { allocate, mark, release } from "./scratch";
import {
  SIZE,
  baseOf,
  copy,
  copyFrom,
  countOf,
  detailOf,
  fail,
  isFalse,
  isTrue,
  itemsOf,
  set,
  setBool,
  setDetail,
  tagOf,
} from "./values";

/** Items of a list or map made at run time (src/ir/expression.ts: `BOUND.ITEMS`). */
export const MAX_ITEMS: u32 = 256;

const OUTCOME: usize = VALUE.PAYLOAD;
const MARK: usize = VALUE.PAYLOAD + 4;
const LIST: usize = VALUE.PAYLOAD;
const COUNT: usize = VALUE.PAYLOAD + 4;

/** Begins a macro over the list or map at `range`, of at most `most` items; false when the result is there already. */
export function begin(range: usize, macro: u32, most: u32): bool {
  const tag = tagOf(range);
  if ((tag != TAG.LIST && tag != TAG.MAP) || countOf(range) > most) {
    fail(range);
    return false;
  }
  const state = range + SIZE;
  set(state, TAG.NONE, 0);
  if (macro == MACRO.MAP) {
    const list = allocate(min(countOf(range), MAX_ITEMS) * SIZE);
    if (list == 0) {
      fail(range);
      return false;
    }
    store<u32>(state, u32(list), LIST);
  } else {
    store<u32>(state, u32(mark()), MARK);
  }
  return advance(range, macro);
}

/** Takes the body's value, behind the item; false when the result stands in place of the range. */
export function next(range: usize, macro: u32): bool {
  const state = range + SIZE;
  const value = range + 3 * SIZE;
  if (macro == MACRO.MAP) {
    if (!append(state, value)) {
      fail(range);
      return false;
    }
  } else {
    release(load<u32>(state, MARK));
    if (isDecided(range, state, value, macro)) return false;
  }
  return advance(range, macro);
}

/** Notes a boolean; true when it decides the macro. */
function isDecided(range: usize, state: usize, value: usize, macro: u32): bool {
  if (macro == MACRO.EXISTS_ONE) {
    if (isTrue(value)) store<u32>(state, load<u32>(state, OUTCOME) + 1, OUTCOME);
    else if (!isFalse(value)) {
      fail(range);
      return true;
    }
    return false;
  }
  const isAll = macro == MACRO.ALL;
  if (isAll ? isFalse(value) : isTrue(value)) {
    setBool(range, !isAll);
    return true;
  }
  if (tagOf(value) != TAG.BOOL) store<u32>(state, 1, OUTCOME);
  return false;
}

/** Adds to the new list; false when the value is an error, or one too many. */
function append(state: usize, value: usize): bool {
  const tag = tagOf(value);
  if (tag == TAG.NONE) return true;
  const count = load<u32>(state, COUNT);
  if (tag == TAG.ERROR || count == MAX_ITEMS) return false;
  copy(load<u32>(state, LIST) + count * SIZE, value);
  store<u32>(state, count + 1, COUNT);
  return true;
}

/** Goes to the next item; at the end leaves the result. */
function advance(range: usize, macro: u32): bool {
  const state = range + SIZE;
  const index = detailOf(state);
  if (index == countOf(range)) {
    finish(range, state, macro);
    return false;
  }
  const stride = tagOf(range) == TAG.MAP ? 2 * SIZE : SIZE;
  copyFrom(state + SIZE, itemsOf(range) + index * stride, baseOf(range));
  setDetail(state, index + 1);
  return true;
}

function finish(range: usize, state: usize, macro: u32): void {
  const outcome = load<u32>(state, OUTCOME);
  if (macro == MACRO.MAP) set(range, TAG.LIST, slice(outcome, load<u32>(state, COUNT)));
  else if (macro == MACRO.EXISTS_ONE) setBool(range, outcome == 1);
  else if (outcome != 0) fail(range);
  else setBool(range, macro == MACRO.ALL);
}
