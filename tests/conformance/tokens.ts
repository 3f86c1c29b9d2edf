/** The verifier of tokens, compiled for a test and called from here; Envoy's part is played by the Node host's. */
import { CRYPTO_FUNCTIONS } from "../../src/host/crypto.js";
import type { ForeignFunction } from "../../src/host/foreign.js";
import { Status } from "../../src/host/index.js";
import { type Algorithm, algorithmBits } from "../../src/keys/algorithms.js";
import { instantiate } from "./compile.js";

/** A slice of assembly/bytes/slice.ts. */
type Slice = bigint;

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly input: { readonly value: number };
  malloc(size: number): number;
  openKeys(bytes: Slice): number;
  check(
    text: Slice,
    isTransaction: number,
    issuer: Slice,
    algorithms: number,
    audience: Slice,
    now: number,
    leeway: number,
  ): Slice;
  verifyByKey(algorithm: number, text: Slice, signature: Slice): number;
  payload(): Slice;
  expiry(): number;
  signText(bits: number, privateKey: Slice, text: Slice): Slice;
  verifyText(bits: number, publicKey: Slice, signature: Slice, text: Slice): number;
}

/** What a token is held against; times in seconds. */
export interface Expected {
  readonly issuer: string;
  /** Bits. */
  readonly algorithms: number;
  readonly now: number;
  readonly leeway?: number;
  /** Without one, `aud` may be anything. */
  readonly audience?: string;
  readonly isTransaction?: boolean;
}

export class Tokens {
  /** What the host is asked, by name; a test may put others there. */
  readonly foreign = new Map<string, ForeignFunction>(CRYPTO_FUNCTIONS);
  private readonly wasm: Exports;
  private keySet: Uint8Array = new Uint8Array();

  constructor() {
    const env = { proxy_call_foreign_function: (...args: number[]) => this.callForeign(args) };
    this.wasm = instantiate<Exports>("token", { env });
  }

  /** Takes a key set for the tokens that follow; false when it is not sound. */
  open(keySet: Uint8Array): boolean {
    this.keySet = keySet;
    return this.wasm.openKeys(this.write()[0]) !== 0;
  }

  /** The reason why a token is refused; empty when it is taken. */
  check(token: string | Uint8Array, expected: Expected): string {
    const { issuer, algorithms, now, leeway = 0, audience = "", isTransaction = false } = expected;
    const [, text, iss, aud] = this.write(token, issuer, audience);
    return this.text(
      this.wasm.check(text, Number(isTransaction), iss, algorithms, aud, now, leeway),
    ).toString();
  }

  /** Whether a signature is a text's by the first key of the set, which has to be for the algorithm. */
  verifyByKey(algorithm: Algorithm, text: Uint8Array, signature: Uint8Array): boolean {
    const [, signed, bytes] = this.write(text, signature);
    return this.wasm.verifyByKey(Math.log2(algorithmBits([algorithm])), signed, bytes) !== 0;
  }

  /** The claims of the token that was checked last, as the module has them. */
  payload(): string {
    return this.text(this.wasm.payload()).toString();
  }

  expiry(): number {
    return this.wasm.expiry();
  }

  /** Undefined when the host makes none. */
  sign(bits: number, privateKey: Uint8Array, text: string): Buffer | undefined {
    const [, key, signed] = this.write(privateKey, text);
    const signature = this.wasm.signText(bits, key, signed);
    return BigInt.asUintN(64, signature) >> 63n === 1n ? undefined : this.text(signature);
  }

  verify(bits: number, publicKey: Uint8Array, signature: Uint8Array, text: Uint8Array | string): boolean {
    const [, key, bytes, signed] = this.write(publicKey, signature, text);
    return this.wasm.verifyText(bits, key, bytes, signed) !== 0;
  }

  /** Puts the key set and what follows into the input, one behind the other. */
  private write<Parts extends (Uint8Array | string)[]>(
    ...parts: Parts
  ): [Slice, ...{ [Part in keyof Parts]: Slice }] {
    let at = this.wasm.input.value;
    const slices = [this.keySet, ...parts].map((part) => {
      const bytes = Buffer.from(part);
      const start = at;
      new Uint8Array(this.wasm.memory.buffer).set(bytes, start);
      at += bytes.length;
      return (BigInt(bytes.length) << 32n) | BigInt(start);
    });
    return slices as [Slice, ...{ [Part in keyof Parts]: Slice }];
  }

  private text(slice: Slice): Buffer {
    const bits = BigInt.asUintN(64, slice);
    return this.read(Number(bits & 0xffffffffn), Number(bits >> 32n));
  }

  private read(address: number, length: number): Buffer {
    return Buffer.from(this.wasm.memory.buffer.slice(address, address + length));
  }

  private callForeign(args: number[]): Status {
    const [name = 0, nameSize = 0, argument = 0, argumentSize = 0, resultOut = 0, sizeOut = 0] = args;
    const call = this.foreign.get(this.read(name, nameSize).toString());
    if (call === undefined) return Status.NotFound;
    const { status, result = new Uint8Array() } = call(this.read(argument, argumentSize));
    const at = this.wasm.malloc(result.length);
    new Uint8Array(this.wasm.memory.buffer).set(result, at);
    const view = new DataView(this.wasm.memory.buffer);
    view.setUint32(resultOut, at, true);
    view.setUint32(sizeOut, result.length, true);
    return status;
  }
}
