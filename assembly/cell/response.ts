/** What limits count of a response, when its stream is over. */
import { Slice, addressOf, lengthOf, literal, property } from "../sdk/index";

const CODE = literal("response\0code");
const SIZE = literal("response\0size");

/** 0 when there was none. */
export function responseStatus(): u32 {
  return u32(integer(CODE));
}

/** Bytes of the body. */
export function responseSize(): u64 {
  return integer(SIZE);
}

function integer(path: Slice): u64 {
  const value = property(path);
  return lengthOf(value) == 8 ? load<u64>(addressOf(value)) : 0;
}
