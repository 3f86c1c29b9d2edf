/** What Envoy must allow a module: Envoy leaves out what `capability_restriction_config` does not name. */

/** Of the exports only Proxy-Wasm callbacks are restricted. */
const CALLBACK = /^(proxy|envoy)_on_/;

/** Names of the callbacks that a module exports, then of the host functions that it imports. */
export function capabilitiesOf(bytes: Uint8Array): string[] {
  const module = new WebAssembly.Module(bytes);
  const callbacks = WebAssembly.Module.exports(module).filter(({ name }) => CALLBACK.test(name));
  const calls = WebAssembly.Module.imports(module).filter(({ kind }) => kind === "function");
  return [...callbacks, ...calls].map(({ name }) => name);
}
