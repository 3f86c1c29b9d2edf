import { type Pair, pairsSize, writePairs } from "../../envoy/pairs.js";
import type { Properties } from "../../envoy/property-values.js";
import type { Context } from "../context.js";
import type { LogLine } from "../log.js";
import type { Stream } from "../stream.js";
import { Vm, type VmOptions } from "../vm.js";
import { puppet } from "./puppet.js";

const MODULE = new WebAssembly.Module(puppet());
/** Where a guest has the host write its answers. */
export const OUT = 64;
const ARGUMENTS = 128;

/** Speaks to the host as a guest does: its arguments are laid out in memory. */
export class Guest {
  readonly vm: Vm;
  readonly stream: Stream;
  readonly log: LogLine[] = [];
  private next = ARGUMENTS;

  constructor(options: VmOptions = {}, properties: Properties = {}) {
    this.vm = new Vm(MODULE, { onLog: (line) => this.log.push(line), ...options });
    this.vm.configure(new Uint8Array());
    this.stream = this.vm.stream(properties);
  }

  /** Strings and bytes become address and size. */
  call(name: string, ...args: (string | Uint8Array | number | bigint)[]): number | undefined {
    return this.callAs(this.stream, name, ...args);
  }

  callAs(context: Context, name: string, ...args: (string | Uint8Array | number | bigint)[]) {
    this.next = ARGUMENTS;
    const flat = args.flatMap((arg) =>
      typeof arg === "object" || typeof arg === "string" ? this.put(arg) : [arg],
    );
    return this.vm.invoke(context, `call_proxy_${name}`, ...flat);
  }

  /** The value that the host handed over: its address and size are at OUT. */
  given(): string {
    return this.bytes().toString("latin1");
  }

  bytes(): Buffer {
    const { memory } = this.vm;
    return Buffer.from(memory.bytes(memory.word(OUT), memory.word(OUT + 4)));
  }

  word(at = OUT): number {
    return this.vm.memory.word(at);
  }

  private put(value: string | Uint8Array): [number, number] {
    const bytes = typeof value === "string" ? Buffer.from(value, "latin1") : value;
    this.vm.memory.set(this.next, bytes);
    this.next += bytes.length;
    return [this.next - bytes.length, bytes.length];
  }
}

/** Pairs as a guest passes them. */
export const encoded = (pairs: readonly Pair[]) => {
  const out = Buffer.alloc(pairsSize(pairs));
  writePairs(pairs, out);
  return out;
};
