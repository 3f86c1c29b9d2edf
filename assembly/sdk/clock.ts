import { clock_time_get, proxy_get_current_time_nanoseconds } from "../abi/imports";
import { firstOut, takeU64 } from "../abi/results";
import { Status } from "../abi/status";

/** WASI's number of the clock that only goes forward. */
const MONOTONIC: u32 = 1;

/**
 * Wall-clock time, nanoseconds since 1970 (UTC); about 0.1 µs. May be set back or ahead: to measure how long
 * something takes, use `elapsed`. 0 when the host refuses.
 */
export function now(): u64 {
  return proxy_get_current_time_nanoseconds(firstOut()) == Status.Ok ? takeU64() : 0;
}

/**
 * Nanoseconds since some moment before Envoy began, the same for all its workers; about 0.1 µs. Never goes back.
 * 0 when the host refuses.
 */
export function elapsed(): u64 {
  return clock_time_get(MONOTONIC, 1, firstOut()) == 0 ? takeU64() : 0;
}
