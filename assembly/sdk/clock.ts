import { proxy_get_current_time_nanoseconds } from "../abi/imports";
import { firstOut, takeU64 } from "../abi/results";
import { Status } from "../abi/status";

/** Wall-clock time, nanoseconds since 1970 (UTC); about 0.1 µs. May step backwards. 0 when the host refuses. */
export function now(): u64 {
  return proxy_get_current_time_nanoseconds(firstOut()) == Status.Ok ? takeU64() : 0;
}
