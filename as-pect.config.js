/** Runs every `*.spec.ts` under assembly/, each compiled alone by `asc` (see as-pect.asconfig.json). */

const UNIMPLEMENTED = 12;

export default {
  entries: ["assembly/**/*.spec.ts"],
  include: [],
  disclude: [/node_modules/],
  reporter: "as-pect.reporter.js",
  instantiate(_memory, createImports, instantiate, binary) {
    return instantiate(binary, createImports({ env: hostCalls(binary) }));
  },
};

/** No host stands behind a spec: every host call that its code imports answers `Unimplemented`. */
function hostCalls(binary) {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(binary));
  const calls = imports.filter(({ name }) => name.startsWith("proxy_"));
  return Object.fromEntries(calls.map(({ name }) => [name, () => UNIMPLEMENTED]));
}
