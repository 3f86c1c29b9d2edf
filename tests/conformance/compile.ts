import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * The exports of a module under tests/conformance/assembly, compiled in the filter's runtime and started. Quickly:
 * what the optimizer does is seen by the tests of the built cell.
 */
export function instantiate<Exports>(name: string, imports: WebAssembly.Imports = {}): Exports {
  const module = new WebAssembly.Module(compile(name));
  const { exports } = new WebAssembly.Instance(module, imports);
  (exports._initialize as () => void)();
  return exports as unknown as Exports;
}

/** A module under tests/conformance/assembly. */
export function compile(name: string): Buffer {
  const entry = `tests/conformance/assembly/${name}.ts`;
  const folder = mkdtempSync(join(tmpdir(), "kernels-"));
  const outFile = join(folder, "kernels.wasm");
  const asc = "node_modules/assemblyscript/bin/asc.js";
  const options = ["--runtime", "minimal", "--exportStart", "_initialize", "--use", "abort=", "-O1"];
  try {
    execFileSync(process.execPath, [asc, entry, ...options, "--outFile", outFile]);
    return readFileSync(outFile);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
