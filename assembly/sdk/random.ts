import { random_get } from "../abi/imports";
import { firstOut, takeU64 } from "../abi/results";

/** 64 bits from the host's secure generator (WASI `random_get`). */
export function random64(): u64 {
  if (random_get(firstOut(), 8) != 0) unreachable();
  return takeU64();
}
