import type { AttributeTable } from "./attributes.js";
import type { ByteWriter } from "./bytes.js";
import { CONSTANT_ITEMS, SIZE } from "./layout.js";
import type { NameTable } from "./names.js";
import type { OperandPool } from "./operands.js";
import type { Instruction, Operand, PlannedAttribute, PlannedStep } from "./plan.js";
import type { StringPool } from "./strings.js";
import type { ValuePool, ValueRecord } from "./values.js";

/** What records refer to. */
export interface References {
  readonly strings: StringPool;
  readonly operands: OperandPool;
  readonly headerNames: NameTable;
  readonly queryNames: NameTable;
  readonly attributes: AttributeTable;
  readonly values: ValuePool;
  /** By pattern. */
  readonly regexes: ReadonlyMap<string, number>;
  /** Where the values begin. */
  readonly valuesOffset: number;
}

/** Writes the records of rules and conditions. */
export class RecordWriter {
  /** Where an operand's offset was written before the place of the pool was known. */
  readonly toMove: number[] = [];

  constructor(
    private readonly out: ByteWriter,
    private readonly to: References,
  ) {}

  instruction({ op, flags, header, attribute, operand }: Instruction): void {
    this.out.u8(op);
    this.out.u8(flags);
    this.out.u16(this.subject(header, attribute));
    this.operand(operand);
  }

  step({ op, count = 0, argument = 0, operand = 0, attribute, value, pattern }: PlannedStep): void {
    this.out.u8(op);
    this.out.u8(count);
    this.out.u16(attribute === undefined ? argument : this.to.attributes.idOf(attribute));
    if (value !== undefined) this.out.u32(this.offsetOf(this.to.values.indexOf(value)));
    else this.out.u32(pattern === undefined ? operand : (this.to.regexes.get(pattern) ?? 0));
  }

  attribute({ name, number, header, query }: PlannedAttribute): void {
    this.out.u32(this.to.strings.offsetOf(name));
    this.out.u16(number);
    if (query !== undefined) this.out.u16(this.to.queryNames.idOf(query));
    else this.out.u16(header === undefined ? 0 : this.to.headerNames.idOf(header));
  }

  value({ tag, depth, detail, payload, table }: ValueRecord): void {
    this.out.u8(tag);
    this.out.u8(depth);
    this.out.u16("first" in payload ? CONSTANT_ITEMS : 0);
    if (table === undefined) this.out.u32(detail);
    else this.moved(this.to.operands.tableOffset(table));
    if ("bits" in payload) this.out.u64(BigInt.asUintN(64, payload.bits));
    else if ("bytes" in payload)
      this.slice(this.to.strings.offsetOfBytes(payload.bytes) + 2, payload.bytes.length);
    else this.slice(this.offsetOf(payload.first), payload.count);
  }

  /** The id of a header or an attribute. */
  subject(header: string | undefined, attribute: PlannedAttribute | undefined): number {
    if (attribute !== undefined) return this.to.attributes.idOf(attribute);
    return header === undefined ? 0 : this.to.headerNames.idOf(header);
  }

  /** An offset from the start of the operands. */
  moved(offset: number): void {
    this.toMove.push(this.out.length);
    this.out.u32(offset);
  }

  private operand(operand: Operand | undefined): void {
    if (operand === undefined) this.out.u32(0);
    else if (operand.kind === "string") this.out.u32(this.to.strings.offsetOf(operand.value));
    else if (operand.kind === "value") this.out.u32(this.offsetOf(this.to.values.indexOf(operand.value)));
    else if (operand.kind === "program") this.out.u32(operand.number);
    else this.moved(this.to.operands.offsetOf(operand));
  }

  private slice(offset: number, length: number): void {
    this.out.u32(offset);
    this.out.u32(length);
  }

  private offsetOf(value: number): number {
    return this.to.valuesOffset + value * SIZE.VALUE;
  }
}
