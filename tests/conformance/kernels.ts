/** The AssemblyScript kernels, compiled for a test and called from here. */
import asc from "assemblyscript/asc";
import { pathBits } from "../../src/compile/path-bits.js";
import type { PathNormalization } from "../../src/ir/model.js";

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly input: WebAssembly.Global;
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
  static async load(): Promise<Kernels> {
    const files = new Map<string, Uint8Array>();
    const { error, stderr } = await asc.main(
      ["tests/conformance/assembly/kernels.ts", "--config", "asconfig.json", "--outFile", "kernels.wasm"],
      { writeFile: (name, contents) => void files.set(name, Buffer.from(contents)) },
    );
    const code = files.get("kernels.wasm");
    if (error || code === undefined) throw new Error(`the kernels do not compile:\n${stderr.toString()}`);
    const { instance } = await WebAssembly.instantiate(code, {});
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
