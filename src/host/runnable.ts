import { ABI_MARKER, hostSignature } from "./signatures.js";

/** Envoy would not load this module, or not with this host's ABI. */
export class ModuleRefusedError extends Error {
  readonly code = "module-refused";
}

/** What the host calls before anything else. */
export interface Entry {
  readonly malloc: string;
  /** In order; empty when the module has no start-up. */
  readonly start: readonly string[];
}

/** @throws {ModuleRefusedError} bytes that are no WebAssembly module */
export function toModule(module: WebAssembly.Module | Uint8Array): WebAssembly.Module {
  if (module instanceof WebAssembly.Module) return module;
  try {
    return new WebAssembly.Module(Uint8Array.from(module));
  } catch (error) {
    throw new ModuleRefusedError(
      `not a WebAssembly module: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/**
 * The entry points of a module that can run here. The full check of a module is `checkModule`.
 * @throws {ModuleRefusedError}
 */
export function requireRunnable(module: WebAssembly.Module): Entry {
  const exported = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
  if (!exported.has(ABI_MARKER)) {
    throw new ModuleRefusedError(
      `the module does not export \`${ABI_MARKER}\`; build it for Proxy-Wasm ABI 0.2.1`,
    );
  }
  if (!exported.has("memory")) throw new ModuleRefusedError("the module does not export its `memory`");
  const missing = WebAssembly.Module.imports(module).find(
    (entry) => hostSignature(entry.module, entry.name) === undefined,
  );
  if (missing) {
    throw new ModuleRefusedError(
      `the module imports \`${missing.module}.${missing.name}\`, which Envoy does not have`,
    );
  }
  const malloc = ["malloc", "proxy_on_memory_allocate"].find((name) => exported.has(name));
  if (!malloc)
    throw new ModuleRefusedError("the module exports neither `malloc` nor `proxy_on_memory_allocate`");
  const main = ["main", "__main_void"].find((name) => exported.has(name));
  const reactor = ["_initialize", ...(main ? [main] : [])];
  const command = exported.has("_start") ? ["_start"] : [];
  return { malloc, start: exported.has("_initialize") ? reactor : command };
}
