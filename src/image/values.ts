/** Constants of conditions: the image's value records, and the hash tables of long lists and maps. */
import { hash32 } from "./hash.js";
import { MAX, TAG } from "./layout.js";
import type { PlannedValue } from "./plan.js";
import { ImageTooLargeError } from "./too-large.js";

/** One record, before strings and tables have their places. */
export interface ValueRecord {
  readonly tag: number;
  readonly depth: number;
  readonly detail: number;
  readonly payload: Payload;
  /** Slots of a table: 1 + index of an item or entry, or 0. */
  readonly table?: readonly number[];
}

type Payload =
  | { readonly bits: bigint }
  | { readonly bytes: Uint8Array }
  /** Items from this place in the pool on; of a map, entries. */
  | { readonly first: number; readonly count: number };

const encoder = new TextEncoder();

/** A shorter list is searched from end to end. */
const MIN_TABLE = 9;

/** All values of an image; what a list is made of comes before it. */
export class ValuePool {
  readonly records: ValueRecord[] = [];
  private readonly indices = new Map<string, number>();

  /** The place of a value, which is added when it is new. */
  indexOf(value: PlannedValue): number {
    const name = JSON.stringify(value);
    const known = this.indices.get(name);
    if (known !== undefined) return known;
    this.records.push(this.recordOf(value));
    this.indices.set(name, this.records.length - 1);
    return this.records.length - 1;
  }

  private recordOf(value: PlannedValue): ValueRecord {
    const { tag } = value;
    if ("bits" in value) {
      return { tag, depth: 0, detail: value.detail ?? 0, payload: { bits: BigInt(value.bits) } };
    }
    if ("items" in value) return this.listOf(tag, value.items);
    if ("text" in value) return { tag, depth: 0, detail: 0, payload: { bytes: encoder.encode(value.text) } };
    return { tag, depth: 0, detail: value.detail ?? 0, payload: { bytes: Uint8Array.from(value.bytes) } };
  }

  private listOf(tag: number, items: readonly PlannedValue[]): ValueRecord {
    const records = items.map((item) => this.recordOf(item));
    const first = this.records.length;
    for (const record of records) this.records.push(record);
    const depth = records.reduce((deepest, record) => Math.max(deepest, record.depth), 0) + 1;
    if (depth > MAX.DEPTH) throw new ImageTooLargeError(`a list of ${depth} levels`, MAX.DEPTH);
    const keys = tag === TAG.MAP ? records.filter((_, index) => index % 2 === 0) : records;
    const table = keys.length < MIN_TABLE ? undefined : tableOf(keys);
    return {
      tag,
      depth,
      detail: 0,
      payload: { first, count: keys.length },
      ...(table === undefined ? {} : { table }),
    };
  }
}

/** A hash table of scalars, at most half full; undefined when one of them is no scalar. */
function tableOf(keys: readonly ValueRecord[]): number[] | undefined {
  if (keys.some(({ tag }) => tag >= TAG.LIST)) return undefined;
  const size = 2 ** Math.ceil(Math.log2(keys.length * 2));
  const slots = new Array<number>(size).fill(0);
  keys.forEach((key, index) => {
    let slot = hashOf(key) & (size - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
    slots[slot] = index + 1;
  });
  return slots;
}

/** Equal scalars have equal hashes, numbers of different types too: that of the nearest double (assembly/engine/condition/lookup.ts). */
function hashOf({ tag, payload }: ValueRecord): number {
  if ("bytes" in payload) return hash32(payload.bytes, 0);
  const bits = BigInt.asUintN(64, "bits" in payload ? payload.bits : 0n);
  const view = new DataView(new ArrayBuffer(8));
  if (tag === TAG.INT) view.setFloat64(0, Number(BigInt.asIntN(64, bits)), true);
  else if (tag === TAG.UINT) view.setFloat64(0, Number(bits), true);
  else view.setBigUint64(0, tag === TAG.DOUBLE && bits === NEGATIVE_ZERO ? 0n : bits, true);
  return hash32(new Uint8Array(view.buffer), 0);
}

const NEGATIVE_ZERO = 1n << 63n;
