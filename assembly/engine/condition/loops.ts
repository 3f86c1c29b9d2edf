/**
 * Macros. While one runs, these values are on the stack: what it goes through, its state, with KEYED the key or
 * index, and the item at hand.
 *
 *   state    NONE | next index | u32 outcome so far | u32 `scratch` mark     exists, all, existsOne
 *            NONE | next index | address | count of the new items            map, transformMap
 */
import { slice } from "../../bytes/slice";
import { KEYED, MACRO, TAG, VALUE } from "../../image/layout";
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
  setInt,
  tagOf,
} from "./values";

/** Items of a list or map made at run time (src/ir/expression.ts: `BOUND.ITEMS`). */
export const MAX_ITEMS: u32 = 256;

const OUTCOME: usize = VALUE.PAYLOAD;
const MARK: usize = VALUE.PAYLOAD + 4;
const ITEMS: usize = VALUE.PAYLOAD;
const COUNT: usize = VALUE.PAYLOAD + 4;

/** How far behind the range the item at hand is. */
export function itemOf(macro: u32): usize {
  return (2 + usize(macro >= KEYED)) * SIZE;
}


@inline
function isMaking(macro: u32): bool {
  return (macro & ~KEYED) >= MACRO.MAP;
}

/** Begins a macro over the list or map at `range`, of at most `most` items; false when the result is there already. */
export function begin(range: usize, macro: u32, most: u32): bool {
  const tag = tagOf(range);
  if ((tag != TAG.LIST && tag != TAG.MAP) || countOf(range) > most) {
    fail(range);
    return false;
  }
  const state = range + SIZE;
  set(state, TAG.NONE, 0);
  if (isMaking(macro)) {
    const items = allocate(min(countOf(range), MAX_ITEMS) * strideOf(macro));
    if (items == 0) {
      fail(range);
      return false;
    }
    store<u32>(state, u32(items), ITEMS);
  } else {
    store<u32>(state, u32(mark()), MARK);
  }
  return advance(range, macro);
}

/** Takes the body's value, behind the item; false when the result stands in place of the range. */
export function next(range: usize, macro: u32): bool {
  const state = range + SIZE;
  const value = range + itemOf(macro) + SIZE;
  if (isMaking(macro)) {
    if (!append(state, value, strideOf(macro))) {
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
function isDecided(range: usize, state: usize, value: usize, number: u32): bool {
  const macro = number & ~KEYED;
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

/** Bytes of each item of what the macro makes: of a map, with its key. */
function strideOf(macro: u32): u32 {
  return macro == (MACRO.TRANSFORM_MAP | KEYED) ? 2 * SIZE : SIZE;
}

/** Adds to the new list or map; false when the value is an error, or one too many. */
function append(state: usize, value: usize, stride: u32): bool {
  const tag = tagOf(value);
  if (tag == TAG.NONE) return true;
  const count = load<u32>(state, COUNT);
  if (tag == TAG.ERROR || count == MAX_ITEMS) return false;
  const item = load<u32>(state, ITEMS) + count * stride;
  copy(item, state + SIZE); // the key, where there is room for it
  copy(item + stride - SIZE, value);
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
  const isMap = tagOf(range) == TAG.MAP;
  let item = itemsOf(range) + index * (isMap ? 2 * SIZE : SIZE);
  if (macro >= KEYED) {
    if (isMap) {
      copyFrom(state + SIZE, item, baseOf(range));
      item += SIZE;
    } else setInt(state + SIZE, index);
  }
  copyFrom(range + itemOf(macro), item, baseOf(range));
  setDetail(state, index + 1);
  return true;
}

function finish(range: usize, state: usize, number: u32): void {
  const outcome = load<u32>(state, OUTCOME);
  const macro = number & ~KEYED;
  if (isMaking(macro))
    set(range, macro == MACRO.MAP ? TAG.LIST : TAG.MAP, slice(outcome, load<u32>(state, COUNT)));
  else if (macro == MACRO.EXISTS_ONE) setBool(range, outcome == 1);
  else if (outcome != 0) fail(range);
  else setBool(range, macro == MACRO.ALL);
}
