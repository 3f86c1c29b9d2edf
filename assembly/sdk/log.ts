/** Envoy's log (logger `wasm`). Never give it secrets. */
import { proxy_get_log_level, proxy_log } from "../abi/imports";
import { firstOut, takeU32 } from "../abi/results";
import { Status } from "../abi/status";
import { LogLevel } from "../abi/types";
import { addressOf, lengthOf } from "../bytes/slice";
import { encode } from "./text";

export { LogLevel };

/** Whether the operator wants to see this level; ask before building a message. */
export function logs(level: u32): bool {
  return proxy_get_log_level(firstOut()) != Status.Ok || takeU32() <= level;
}

/** Writes one line. Allocates: not for the hot path. */
export function log(level: u32, message: string): void {
  const text = encode(message);
  proxy_log(level, addressOf(text), lengthOf(text));
}
