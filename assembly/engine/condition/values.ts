/**
 * Values of conditions, 16 bytes each (src/image/layout.ts: value). On the stack and in lists made at run time
 * they hold addresses, in the image offsets; a list or map that lies in the image says so, for its items do.
 */
import { Slice } from "../../bytes/slice";
import { CONSTANT_ITEMS, TAG, VALUE } from "../../image/layout";
import { image } from "./scratch";

/** Bytes of a value. */
export const SIZE: u32 = 16;


@inline
export function tagOf(value: usize): u32 {
  return load<u8>(value, VALUE.TAG);
}


@inline
export function detailOf(value: usize): u32 {
  return load<u32>(value, VALUE.DETAIL);
}


@inline
export function payloadOf(value: usize): u64 {
  return load<u64>(value, VALUE.PAYLOAD);
}


@inline
export function intOf(value: usize): i64 {
  return load<i64>(value, VALUE.PAYLOAD);
}


@inline
export function doubleOf(value: usize): f64 {
  return load<f64>(value, VALUE.PAYLOAD);
}

/** How many items a list has, or entries a map. */
@inline
export function countOf(collection: usize): u32 {
  return u32(payloadOf(collection) >> 32);
}

/** Where the items of a list are, or the entries of a map; in the image an offset. */
@inline
export function itemsOf(collection: usize): usize {
  return usize(u32(payloadOf(collection)));
}

/** What to add to the addresses in the items of a list or map. */
@inline
export function baseOf(collection: usize): usize {
  return load<u16>(collection, VALUE.FLAGS) == CONSTANT_ITEMS ? image : 0;
}


@inline
export function isTrue(value: usize): bool {
  return tagOf(value) == TAG.BOOL && payloadOf(value) != 0;
}


@inline
export function isFalse(value: usize): bool {
  return tagOf(value) == TAG.BOOL && payloadOf(value) == 0;
}


@inline
export function isError(value: usize): bool {
  return tagOf(value) == TAG.ERROR;
}

export function set(value: usize, tag: u32, payload: u64): void {
  store<u64>(value, tag);
  store<u64>(value, payload, VALUE.PAYLOAD);
}

export function setDetail(value: usize, detail: u32): void {
  store<u32>(value, detail, VALUE.DETAIL);
}

export function setBool(value: usize, truth: bool): void {
  set(value, TAG.BOOL, truth);
}

export function setInt(value: usize, int: i64): void {
  set(value, TAG.INT, int);
}

export function setString(value: usize, text: Slice): void {
  set(value, TAG.STRING, text);
}

export function fail(value: usize): void {
  set(value, TAG.ERROR, 0);
}

export function copy(to: usize, from: usize): void {
  store<u64>(to, load<u64>(from));
  store<u64>(to, load<u64>(from, VALUE.PAYLOAD), VALUE.PAYLOAD);
}

/** Copies a value whose addresses lack `base`. */
export function copyFrom(to: usize, from: usize, base: usize): void {
  store<u64>(to, load<u64>(from));
  const isReference = tagOf(from) >= TAG.STRING;
  store<u64>(to, payloadOf(from) + (isReference ? base : 0), VALUE.PAYLOAD);
}
