/** The AssemblyScript kernels, compiled for a test and called from here. */
import { pathBits } from "../../src/compile/path-bits.js";
import type { PathNormalization } from "../../src/ir/model.js";
import { instantiate } from "./compile.js";

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly input: { readonly value: number };
  normalize(length: number, bits: number): bigint;
  path(): bigint;
  query(): bigint;
  changed(): number;
  host(length: number): bigint;
  address(length: number): bigint;
  hash32(address: number, length: number, seed: number): number;
  mix32(hash: number, next: number): number;
  isRegexIn(room: number): number;
  matches(size: number, length: number): number;
}

/** As `normalizePath` of src/ir/normalize.ts answers, and whether the filter would rewrite `:path`. */
export type KernelPath =
  | { readonly path: string; readonly query: string; readonly changed: boolean }
  | { readonly refused: string };

export class Kernels {
  private constructor(private readonly wasm: Exports) {}

  static load(): Kernels {
    return new Kernels(instantiate<Exports>("kernels"));
  }

  normalizePath(text: string, mode: PathNormalization): KernelPath {
    const reason = this.text(this.wasm.normalize(this.write(Buffer.from(text)), pathBits(mode)));
    if (reason !== "") return { refused: reason };
    return {
      path: this.text(this.wasm.path()),
      query: this.text(this.wasm.query()),
      changed: this.wasm.changed() !== 0,
    };
  }

  /** Undefined when it is no host. */
  normalizeHost(authority: string): string | undefined {
    return this.bytes(this.wasm.host(this.write(Buffer.from(authority))))?.toString();
  }

  /** Undefined when it is no address. */
  parseAddress(text: string): number[] | undefined {
    const bytes = this.bytes(this.wasm.address(this.write(Buffer.from(text))));
    return bytes === undefined ? undefined : [...bytes];
  }

  hash32(bytes: Uint8Array, seed: number): number {
    const length = this.write(bytes);
    return this.wasm.hash32(this.wasm.input.value, length, seed) >>> 0;
  }

  mix32(hash: number, next: number): number {
    return this.wasm.mix32(hash, next) >>> 0;
  }

  /** Whether the module would take an encoded regular expression. */
  isRegex(regex: Uint8Array): boolean {
    return this.wasm.isRegexIn(this.write(regex)) !== 0;
  }

  /** Whether texts fit an encoded regular expression. */
  matches(regex: Uint8Array, texts: readonly Uint8Array[]): boolean[] {
    const size = this.write(regex);
    return texts.map((text) => this.wasm.matches(size, this.write(text, size)) !== 0);
  }

  /** Puts bytes into the input, from an offset on, and answers how many. */
  private write(bytes: Uint8Array, offset = 0): number {
    new Uint8Array(this.wasm.memory.buffer).set(bytes, this.wasm.input.value + offset);
    return bytes.length;
  }

  /** What a slice of assembly/bytes/slice.ts names; undefined when it is absent. */
  private bytes(slice: bigint): Buffer | undefined {
    const bits = BigInt.asUintN(64, slice);
    if (bits >> 63n === 1n) return undefined;
    return Buffer.from(this.wasm.memory.buffer, Number(bits & 0xffffffffn), Number(bits >> 32n));
  }

  private text(slice: bigint): string {
    return this.bytes(slice)?.toString() ?? "";
  }
}
