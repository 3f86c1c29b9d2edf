/**
 * Where the host writes what it returns, and how it is read: at once, and checked.
 * The guest is single-threaded and each result is taken before the next call, so one place serves all.
 */
import { Slice, slice, ABSENT, FAILED } from "../bytes/slice";
import { Status } from "./status";

const RESULT = memory.data(16, 8);

/** Address of the pointer or scalar result. */
@inline
export function firstOut(): usize {
  return RESULT;
}

/** Address of the size result, or of the second scalar. */
@inline
export function secondOut(): usize {
  return RESULT + 4;
}

/** Address of a third, 32-bit result. */
@inline
export function thirdOut(): usize {
  return RESULT + 8;
}

/** The bytes that a call with this status returned; the host leaves pointer and size at 0 for an empty value. */
@inline
export function takeSlice(status: u32): Slice {
  if (status == Status.Ok) return slice(load<usize>(RESULT), load<i32>(RESULT, 4));
  return status == Status.NotFound || status == Status.Empty ? ABSENT : FAILED;
}


@inline
export function takeU64(): u64 {
  return load<u64>(RESULT);
}


@inline
export function takeU32(): u32 {
  return load<u32>(RESULT);
}
