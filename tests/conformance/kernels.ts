/** The AssemblyScript kernels, compiled for a test and called from here. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathBits } from "../../src/compile/path-bits.js";
import type { PathNormalization } from "../../src/ir/model.js";

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly input: { readonly value: number };
  normalize(length: number, bits: number): bigint;
  path(): bigint;
  query(): bigint;
  changed(): number;
  hash32(address: number, length: number, seed: number): number;
  mix32(hash: number, next: number): number;
}

/** As `normalizePath` of src/ir/normalize.ts answers, and whether the filter would rewrite `:path`. */
export type KernelPath =
  | { readonly path: string; readonly query: string; readonly changed: boolean }
  | { readonly refused: string };

export class Kernels {
  private constructor(private readonly wasm: Exports) {}

  /** Compiles with the settings that the filter is built with. */
  static load(): Kernels {
    const module = new WebAssembly.Module(compile("tests/conformance/assembly/kernels.ts"));
    const instance = new WebAssembly.Instance(module, {});
    const wasm = instance.exports as unknown as Exports & { _initialize(): void };
    wasm._initialize();
    return new Kernels(wasm);
  }

  normalizePath(text: string, mode: PathNormalization): KernelPath {
    const reason = this.text(this.wasm.normalize(this.write(Buffer.from(text, "utf8")), pathBits(mode)));
    if (reason !== "") return { refused: reason };
    return {
      path: this.text(this.wasm.path()),
      query: this.text(this.wasm.query()),
      changed: this.wasm.changed() !== 0,
    };
  }

  hash32(bytes: Uint8Array, seed: number): number {
    const length = this.write(bytes);
    return this.wasm.hash32(this.wasm.input.value, length, seed) >>> 0;
  }

  mix32(hash: number, next: number): number {
    return this.wasm.mix32(hash, next) >>> 0;
  }

  private write(bytes: Uint8Array): number {
    new Uint8Array(this.wasm.memory.buffer).set(bytes, this.wasm.input.value);
    return bytes.length;
  }

  /** The text of a slice of assembly/bytes/slice.ts. */
  private text(slice: bigint): string {
    const address = Number(slice & 0xffffffffn);
    return Buffer.from(this.wasm.memory.buffer, address, Number(slice >> 32n)).toString("utf8");
  }
}

function compile(entry: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "kernels-"));
  const outFile = join(folder, "kernels.wasm");
  const asc = "node_modules/assemblyscript/bin/asc.js";
  try {
    execFileSync(process.execPath, [asc, entry, "--config", "asconfig.json", "--outFile", outFile]);
    return readFileSync(outFile);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
