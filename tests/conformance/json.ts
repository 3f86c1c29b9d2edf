/** The reader of JSON, compiled for a test and called from here. */
import { instantiate } from "./compile.js";

/** A slice of assembly/bytes/slice.ts. */
type Slice = bigint;

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly input: { readonly value: number };
  readonly integer: { readonly value: bigint };
  isJson(text: Slice): number;
  valueOf(text: Slice): Slice;
  isObject(value: Slice): number;
  isArray(value: Slice): number;
  isString(value: Slice): number;
  isNumber(value: Slice): number;
  memberOf(object: Slice, name: Slice): Slice;
  hasUniqueNames(object: Slice): number;
  readInteger(number: Slice): number;
  toDouble(number: Slice): number;
  textOf(string: Slice, to: number): Slice;
  open(container: Slice): void;
  next(): number;
  name(): Slice;
  value(): Slice;
}

/** As `JSON.parse` has it, but for whole numbers of 64 bits, which are big integers. */
export type Value =
  | { readonly [name: string]: Value }
  | readonly Value[]
  | string
  | number
  | bigint
  | boolean
  | null;

export class Json {
  private constructor(private readonly wasm: Exports) {}

  static load(): Json {
    return new Json(instantiate<Exports>("json"));
  }

  accepts(text: string | Uint8Array): boolean {
    return this.wasm.isJson(this.write(Buffer.from(text))) !== 0;
  }

  hasUniqueNames(object: string): boolean {
    return this.wasm.hasUniqueNames(this.write(Buffer.from(object))) !== 0;
  }

  /** A text that is accepted, taken apart to the last value. */
  parse(text: string): Value {
    return this.read(this.wasm.valueOf(this.write(Buffer.from(text))));
  }

  /** The member of an object with a name; undefined when it has none. */
  member(object: string, name: string): Value | undefined {
    const slice = this.write(Buffer.from(object));
    const value = this.wasm.memberOf(slice, this.write(Buffer.from(name), object.length * 3));
    return BigInt.asUintN(64, value) >> 63n === 1n ? undefined : this.read(value);
  }

  private read(value: Slice): Value {
    if (this.wasm.isString(value) !== 0) return this.text(value);
    if (this.wasm.isArray(value) !== 0) return this.members(value).map((member) => this.read(member.value));
    if (this.wasm.isNumber(value) !== 0) {
      return this.wasm.readInteger(value) !== 0 ? this.wasm.integer.value : this.wasm.toDouble(value);
    }
    if (this.wasm.isObject(value) === 0) return JSON.parse(this.bytes(value).toString());
    return Object.fromEntries(this.members(value).map((one) => [this.text(one.name), this.read(one.value)]));
  }

  private members(container: Slice): { name: Slice; value: Slice }[] {
    const members = [];
    this.wasm.open(container);
    while (this.wasm.next() !== 0) members.push({ name: this.wasm.name(), value: this.wasm.value() });
    return members;
  }

  private text(string: Slice): string {
    return this.bytes(this.wasm.textOf(string, this.wasm.input.value + 0x40000)).toString();
  }

  private bytes(slice: Slice): Buffer {
    return Buffer.from(this.wasm.memory.buffer, Number(slice & 0xffffffffn), Number(slice >> 32n));
  }

  private write(bytes: Uint8Array, offset = 0): Slice {
    const at = this.wasm.input.value + offset;
    new Uint8Array(this.wasm.memory.buffer).set(bytes, at);
    return (BigInt(bytes.length) << 32n) | BigInt(at);
  }
}
