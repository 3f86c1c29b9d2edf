import { callbacks } from "../callbacks";

export * from "./core";

export function proxy_on_response_headers(context: u32, count: u32, endOfStream: u32): u32 {
  return callbacks().responseHeaders(context, count, endOfStream != 0);
}
