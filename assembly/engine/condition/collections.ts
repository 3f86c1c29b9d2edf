/** Lists and maps. */
import { slice } from "../../bytes/slice";
import { TAG } from "../../image/layout";
import { isNumber, nearestDouble } from "./compare";
import { search } from "./lookup";
import { MAX_ITEMS } from "./loops";
import { allocate, isExhausted } from "./scratch";
import {
  SIZE,
  baseOf,
  copy,
  copyFrom,
  countOf,
  fail,
  intOf,
  isError,
  itemsOf,
  set,
  setBool,
  tagOf,
} from "./values";

/** Makes `values`, so many of them, a list in place of the first. */
export function makeList(values: usize, count: u32): void {
  const items = allocate(count * SIZE);
  if (items == 0 || hasError(values, count)) return fail(values);
  memory.copy(items, values, count * SIZE);
  set(values, TAG.LIST, slice(items, count));
}

/** Makes pairs of keys and values a map in place of the first key. No key may be there twice. */
export function makeMap(values: usize, count: u32): void {
  const entries = allocate(2 * count * SIZE);
  if (entries == 0 || hasError(values, 2 * count)) return fail(values);
  memory.copy(entries, values, 2 * count * SIZE);
  for (let i: u32 = 0; i < count; i++) {
    const key = entries + 2 * i * SIZE;
    set(values, TAG.MAP, slice(entries, i));
    if (!mayBeKey(tagOf(key)) || search(values, 0, 2 * SIZE, key, 0) >= 0 || isExhausted())
      return fail(values);
  }
  set(values, TAG.MAP, slice(entries, count));
}

/** One list behind the other, in place of the first. */
export function concatenate(a: usize, b: usize): void {
  const count = countOf(a) + countOf(b);
  const items: usize = count > MAX_ITEMS ? 0 : allocate(count * SIZE);
  if (items == 0) return fail(a);
  const middle = appendItems(items, a);
  appendItems(middle, b);
  set(a, TAG.LIST, slice(items, count));
}

/** `a in b` */
export function isIn(a: usize, b: usize): void {
  const tag = tagOf(b);
  if (isError(a) || (tag != TAG.LIST && tag != TAG.MAP)) return fail(a);
  const found = search(b, 0, tag == TAG.MAP ? 2 * SIZE : SIZE, a, 0) >= 0;
  if (isExhausted()) fail(a);
  else setBool(a, found);
}

/** Whether map `a` has key `b`. */
export function has(a: usize, b: usize): void {
  if (tagOf(a) != TAG.MAP || isError(b)) return fail(a);
  const found = search(a, 0, 2 * SIZE, b, 0) >= 0;
  if (isExhausted()) fail(a);
  else setBool(a, found);
}

/** `a[b]`, of a list by any number that is whole, of a map by its key. */
export function index(a: usize, b: usize): void {
  let at: i64 = -1;
  let stride = SIZE;
  let offset: usize = 0;
  if (tagOf(a) == TAG.MAP) {
    at = search(a, 0, 2 * SIZE, b, 0);
    stride = 2 * SIZE;
    offset = SIZE;
  } else if (tagOf(a) == TAG.LIST) {
    at = position(b);
  }
  if (u64(at) >= u64(countOf(a)) || isExhausted()) fail(a);
  else copyFrom(a, itemsOf(a) + usize(at) * stride + offset, baseOf(a));
}

/** A whole number, or -1. */
function position(value: usize): i64 {
  if (!isNumber(tagOf(value))) return -1;
  const number = nearestDouble(value);
  return number >= 0 && number <= f64(i32.MAX_VALUE) && number == trunc(number) ? i64(number) : -1;
}

function hasError(values: usize, count: u32): bool {
  for (let i: u32 = 0; i < count; i++) if (isError(values + i * SIZE)) return true;
  return false;
}

function mayBeKey(tag: u32): bool {
  return tag == TAG.BOOL || tag == TAG.INT || tag == TAG.UINT || tag == TAG.STRING;
}

/** Copies a list's items; answers where the copy ends. */
function appendItems(to: usize, list: usize): usize {
  const end = itemsOf(list) + countOf(list) * SIZE;
  let at = to;
  for (let item = itemsOf(list); item < end; item += SIZE, at += SIZE) copyFrom(at, item, baseOf(list));
  return at;
}
