import { Slice, addressOf, lengthOf, slice } from "../../bytes/slice";
import { fail, setString } from "./values";

const SLASH: u8 = 0x2f;

/**
 * Makes `value` the segments of a path from `from` to before `to` (0: to the end) without the last `suffix`
 * bytes; an error when the path has fewer.
 */
export function setSegments(value: usize, path: Slice, from: u32, to: u32, suffix: u32): void {
  const end = addressOf(path) + lengthOf(path);
  let start = addressOf(path) + 1;
  for (let i: u32 = 0; i < from; i++) start = endOfSegment(start, end) + 1;
  let stop = end;
  if (to != 0) {
    stop = endOfSegment(start, end);
    for (let i = from + 1; i < to; i++) stop = stop < end ? endOfSegment(stop + 1, end) : end + 1;
  }
  if (start > end || stop > end || u32(stop - start) < suffix) fail(value);
  else setString(value, slice(start, i32(stop - start - suffix)));
}

/** Where the segment at `start` ends; behind the path when there is none. */
function endOfSegment(start: usize, end: usize): usize {
  let at = start;
  while (at < end && load<u8>(at) != SLASH) at++;
  return at;
}
