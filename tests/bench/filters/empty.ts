/** What a wasm filter costs that does nothing: the host makes a context and calls one callback. */
export { malloc } from "./malloc";

export function proxy_abi_version_0_2_1(): void {}

export function proxy_on_request_headers(context: u32, count: u32, endOfStream: u32): u32 {
  return 0;
}
