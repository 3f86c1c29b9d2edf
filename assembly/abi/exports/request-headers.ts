import { callbacks } from "../callbacks";

export * from "./core";

export function proxy_on_request_headers(context: u32, count: u32, endOfStream: u32): u32 {
  return callbacks().requestHeaders(context, count, endOfStream != 0);
}
