/** The records of limits: their rates, each once, and the hash tables of their overrides. */
import type { ByteWriter } from "./bytes.js";
import { hash32 } from "./hash.js";
import { MAX } from "./layout.js";
import type { OperandPool } from "./operands.js";
import type { PlannedKeyPart, PlannedLimit, PlannedRate } from "./plan.js";
import type { RecordWriter } from "./records.js";
import type { StringPool } from "./strings.js";
import { ImageTooLargeError } from "./too-large.js";

/** The distinct rates of an image; a rate's number is its place. */
export class RateTable {
  readonly list: PlannedRate[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(limits: readonly PlannedLimit[]) {
    for (const { rate, overrides } of limits) {
      this.add(rate);
      for (const other of overrides.values()) this.add(other);
    }
  }

  numberOf(rate: PlannedRate): number {
    const number = this.numbers.get(nameOf(rate));
    if (number === undefined) throw new Error("a rate is missing from the plan's limits");
    return number;
  }

  private add(rate: PlannedRate): void {
    const name = nameOf(rate);
    if (this.numbers.has(name)) return;
    this.numbers.set(name, this.list.length);
    this.list.push(rate);
  }
}

function nameOf({ intervalNs, toleranceNs, count, remainder, burst }: PlannedRate): string {
  return [intervalNs, toleranceNs, count, remainder, burst].join();
}

/** What records of limits refer to. */
interface References {
  readonly strings: StringPool;
  readonly operands: OperandPool;
  readonly records: RecordWriter;
  readonly rates: RateTable;
}

/** Writes the records of limits. */
export class LimitWriter {
  constructor(
    private readonly out: ByteWriter,
    private readonly to: References,
  ) {}

  rate({ intervalNs, toleranceNs, count, remainder, burst }: PlannedRate): void {
    this.out.u64(intervalNs);
    this.out.u64(toleranceNs);
    for (const number of [count, remainder, burst, 0]) this.out.u32(number);
  }

  /** `code`: the place of the limit's first instruction. */
  limit(limit: PlannedLimit, code: number): void {
    const { out, to } = this;
    out.u32(to.strings.offsetOf(limit.policy));
    out.u32(to.strings.offsetOf(limit.name));
    this.key(limit.key);
    out.u8(limit.kind);
    out.u8(limit.onFailure);
    out.u32(limit.flags);
    out.u32(to.rates.numberOf(limit.rate));
    out.u32(code);
    out.u16(bounded(limit.code.length, "tests in a limit", 0xffff));
    this.cost(limit.cost);
    this.overrides(limit.overrides);
    out.u32(limit.body === undefined ? 0 : to.strings.offsetOf(limit.body.text));
    out.u32(limit.body === undefined ? 0 : to.strings.offsetOf(limit.body.contentType));
  }

  private key(key: PlannedLimit["key"]): void {
    bounded(key.length, "parts of a limit's key", MAX.KEY_PARTS);
    const words = key.flatMap((part) => [part.kind, this.argument(part)]);
    this.to.records.moved(this.to.operands.numbersOffset(Uint32Array.from(words)));
    this.out.u16(key.length);
  }

  private argument({ header, attribute, argument = 0 }: PlannedKeyPart): number {
    const isNamed = header !== undefined || attribute !== undefined;
    return isNamed ? this.to.records.subject(header, attribute) : argument;
  }

  private cost({ kind, argument = 0, statuses }: PlannedLimit["cost"]): void {
    this.out.u16(kind);
    if (statuses === undefined) this.out.u32(argument);
    else this.to.records.moved(this.to.operands.offsetOf({ kind: "numbers", below: 600, members: statuses }));
  }

  private overrides(overrides: PlannedLimit["overrides"]): void {
    if (overrides.size === 0) this.out.u32(0);
    else this.to.records.moved(this.to.operands.numbersOffset(this.table(overrides)));
  }

  /** At most half of the slots are taken. */
  private table(overrides: PlannedLimit["overrides"]): Uint32Array {
    const slots = 2 ** Math.ceil(Math.log2(2 * bounded(overrides.size, "overrides", MAX.OVERRIDES)));
    const table = new Uint32Array(2 + 2 * slots);
    table[0] = slots;
    for (const [key, rate] of overrides) {
      const bytes = Buffer.from(key);
      table[1] = Math.max(table[1] ?? 0, bytes.length);
      let slot = hash32(bytes, 0) & (slots - 1);
      while (table[2 + 2 * slot] !== 0) slot = (slot + 1) & (slots - 1);
      table.set([this.to.strings.offsetOf(key), this.to.rates.numberOf(rate)], 2 + 2 * slot);
    }
    return table;
  }
}

function bounded(count: number, what: string, most: number): number {
  if (count > most) throw new ImageTooLargeError(`${count} ${what}`, most);
  return count;
}
