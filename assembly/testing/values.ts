/** Calls functions of conditions on values made by hand, and puts what comes out in words. */
import { literal, slice } from "../bytes/slice";
import { makeList, makeMap } from "../engine/condition/collections";
import { call } from "../engine/condition/functions";
import { STACK, begin } from "../engine/condition/scratch";
import {
  SIZE,
  countOf,
  detailOf,
  doubleOf,
  intOf,
  itemsOf,
  payloadOf,
  set,
  setDetail,
  tagOf,
} from "../engine/condition/values";
import { TAG } from "../image/layout";
import { text as decode } from "./text";

let top: usize = STACK;

function push(tag: u32, payload: u64): usize {
  if (top == STACK) begin(0);
  set(top, tag, payload);
  top += SIZE;
  return top - SIZE;
}

export function boolean(value: bool): usize {
  return push(TAG.BOOL, value);
}

export function int(value: i64): usize {
  return push(TAG.INT, value);
}

export function uint(value: u64): usize {
  return push(TAG.UINT, value);
}

export function double(value: f64): usize {
  return push(TAG.DOUBLE, reinterpret<u64>(value));
}

export function text(value: string): usize {
  return push(TAG.STRING, literal(value));
}

/** A string or BYTES of any bytes. */
export function bytesOf(tag: u32, bytes: StaticArray<u8>): usize {
  return push(tag, slice(changetype<usize>(bytes), bytes.length));
}

export function timestamp(seconds: i64, nanoseconds: u32 = 0): usize {
  const value = push(TAG.TIMESTAMP, seconds);
  setDetail(value, nanoseconds);
  return value;
}

export function duration(nanoseconds: i64): usize {
  return push(TAG.DURATION, nanoseconds);
}

export function nil(): usize {
  return push(TAG.NULL, 0);
}

export function error(): usize {
  return push(TAG.ERROR, 0);
}

/** A list of the values made since `first`, which it takes the place of. */
export function list(first: usize): usize {
  makeList(first, u32(top - first) / SIZE);
  top = first + SIZE;
  return first;
}

/** A map of the keys and values made since `first`, likewise. */
export function map(first: usize): usize {
  makeMap(first, u32(top - first) / (2 * SIZE));
  top = first + SIZE;
  return first;
}

/** What a function makes of the values made since `first`, which it takes the place of. */
export function made(number: u32, first: usize): usize {
  call(number, first);
  top = first + SIZE;
  return first;
}

/** Where the next value will be, for an empty list or map. */
export function here(): usize {
  return top;
}

/** What a function makes of the values made since the last call. */
export function result(number: u32): string {
  call(number, STACK);
  top = STACK;
  return inWords(STACK);
}

/** A value as text. */
export function inWords(value: usize): string {
  switch (tagOf(value)) {
    case TAG.NULL:
      return "null";
    case TAG.BOOL:
      return payloadOf(value) != 0 ? "true" : "false";
    case TAG.INT:
      return intOf(value).toString();
    case TAG.UINT:
      return payloadOf(value).toString() + "u";
    case TAG.DOUBLE:
      return doubleOf(value).toString();
    case TAG.STRING:
      return decode(payloadOf(value));
    case TAG.BYTES:
      return `bytes ${decode(payloadOf(value))}`;
    case TAG.TIMESTAMP:
      return `time ${intOf(value)}.${detailOf(value)}`;
    case TAG.DURATION:
      return `${intOf(value)}ns`;
    case TAG.LIST:
      return itemsInWords(value, countOf(value));
    case TAG.MAP:
      return `map${itemsInWords(value, 2 * countOf(value))}`;
    default:
      return tagOf(value) == TAG.ERROR ? "error" : `tag ${tagOf(value)}`;
  }
}

/** The items of a list, or keys and values of a map. */
function itemsInWords(list: usize, count: u32): string {
  const items: string[] = [];
  for (let i: u32 = 0; i < count; i++) {
    const item = itemsOf(list) + i * SIZE;
    items.push(tagOf(item) == TAG.STRING ? `'${inWords(item)}'` : inWords(item));
  }
  return `[${items.join(" ")}]`;
}
