/** The kernels behind signatures, compiled for a test and called from here. */
import { instantiate } from "./compile.js";

/** A slice of assembly/bytes/slice.ts. */
type Slice = bigint;

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly input: { readonly value: number };
  hash(bits: number, message: Slice, to: number): void;
  hmacTag(bits: number, key: Slice, message: Slice, to: number): void;
  verifyHmacTag(bits: number, key: Slice, message: Slice, tag: Slice): number;
  decodeBase64Url(text: Slice, to: number): number;
  encodeBase64Url(bytes: Slice, to: number): number;
  verifyEd25519(key: Slice, message: Slice, signature: Slice): number;
  power(to: number, base: Slice, exponent: number, modulus: Slice): number;
  verifyPss(bits: number, modulus: Slice, exponent: Slice, message: Slice, signature: Slice): number;
}

/** Of SHA-2. */
export type Bits = 256 | 384 | 512;

/** What a public RSA key of a JWK has, decoded. */
export interface RsaKey {
  readonly n: Uint8Array;
  readonly e: Uint8Array;
}

export class Crypto {
  /** Behind what was written last. */
  private free = 0;

  private constructor(private readonly wasm: Exports) {}

  static load(): Crypto {
    return new Crypto(instantiate<Exports>("crypto"));
  }

  hash(bits: Bits, message: Uint8Array): Buffer {
    const [slice] = this.write(message);
    this.wasm.hash(bits, slice, this.free);
    return this.result(bits / 8);
  }

  hmac(bits: Bits, key: Uint8Array, message: Uint8Array): Buffer {
    const [keySlice, messageSlice] = this.write(key, message);
    this.wasm.hmacTag(bits, keySlice, messageSlice, this.free);
    return this.result(bits / 8);
  }

  verifyHmac(bits: Bits, key: Uint8Array, message: Uint8Array, tag: Uint8Array): boolean {
    return this.wasm.verifyHmacTag(bits, ...this.write(key, message, tag)) !== 0;
  }

  /** Undefined when it is none. */
  decodeBase64Url(text: string): Buffer | undefined {
    const [slice] = this.write(Buffer.from(text));
    const length = this.wasm.decodeBase64Url(slice, this.free);
    return length < 0 ? undefined : this.result(length);
  }

  encodeBase64Url(bytes: Uint8Array): string {
    const [slice] = this.write(bytes);
    return this.result(this.wasm.encodeBase64Url(slice, this.free)).toString();
  }

  verifyEd25519(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
    return this.wasm.verifyEd25519(...this.write(key, message, signature)) !== 0;
  }

  /** Undefined when the base is not below the modulus. */
  power(base: Uint8Array, exponent: number, modulus: Uint8Array): Buffer | undefined {
    const [baseSlice, modulusSlice] = this.write(base, modulus);
    if (this.wasm.power(this.free, baseSlice, exponent, modulusSlice) === 0) return undefined;
    return this.result(modulus.length);
  }

  verifyRsaPss(bits: Bits, key: RsaKey, message: Uint8Array, signature: Uint8Array): boolean {
    return this.wasm.verifyPss(bits, ...this.write(key.n, key.e, message, signature)) !== 0;
  }

  /** Puts bytes into the input, one behind the other, each at a multiple of 8. */
  private write<Parts extends Uint8Array[]>(...parts: Parts): { [Part in keyof Parts]: Slice } {
    this.free = this.wasm.input.value;
    const slices = parts.map((part) => {
      const at = this.free;
      new Uint8Array(this.wasm.memory.buffer).set(part, at);
      this.free += (part.length + 7) & ~7;
      return (BigInt(part.length) << 32n) | BigInt(at);
    });
    return slices as { [Part in keyof Parts]: Slice };
  }

  /** A copy of what was written behind the input. */
  private result(length: number): Buffer {
    return Buffer.from(this.wasm.memory.buffer.slice(this.free, this.free + length));
  }
}
