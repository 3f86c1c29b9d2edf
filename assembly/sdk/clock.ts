import { proxy_get_current_time_nanoseconds } from "../abi/imports";
import { firstOut, takeU64 } from "../abi/results";

/** Wall-clock time, nanoseconds since 1970 (UTC); about 0.1 µs. May step backwards. */
export function now(): u64 {
  proxy_get_current_time_nanoseconds(firstOut());
  return takeU64();
}
