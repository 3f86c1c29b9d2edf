import { callbacks } from "../callbacks";

export * from "./core";

export function proxy_on_http_call_response(
  root: u32,
  token: u32,
  headers: u32,
  bodySize: u32,
  trailers: u32,
): void {
  callbacks().httpCallResponse(root, token, headers, bodySize);
}
