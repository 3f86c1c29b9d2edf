import { callbacks } from "../callbacks";

export * from "./core";

export function proxy_on_response_body(context: u32, size: u32, endOfStream: u32): u32 {
  return callbacks().responseBody(context, size, endOfStream != 0);
}
