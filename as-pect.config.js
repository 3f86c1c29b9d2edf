/** Runs every `*.spec.ts` under assembly/, each compiled alone by `asc` (see as-pect.asconfig.json). */

/** In proxy-wasm's numbers; to WASI it is an error too. */
const UNIMPLEMENTED = 12;

export default {
  entries: ["assembly/**/*.spec.ts"],
  include: [],
  disclude: [/node_modules/],
  reporter: "as-pect.reporter.js",
  instantiate(_memory, createImports, instantiate, binary) {
    return instantiate(binary, createImports(hostCalls(binary)));
  },
};

/** No host stands behind a spec: every host call that its code imports answers `Unimplemented`. */
function hostCalls(binary) {
  const calls = { env: {}, wasi_snapshot_preview1: {} };
  for (const { module, name } of WebAssembly.Module.imports(new WebAssembly.Module(binary))) {
    if (module === "env" && !name.startsWith("proxy_")) continue; // as-pect's own
    if (module in calls) calls[module][name] = () => UNIMPLEMENTED;
  }
  return calls;
}
