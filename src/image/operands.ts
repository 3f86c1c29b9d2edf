import { ByteWriter } from "./bytes.js";
import { MAX } from "./layout.js";
import type { Operand } from "./plan.js";
import type { StringPool } from "./strings.js";
import { ImageTooLargeError } from "./too-large.js";

type Record = Extract<Operand, { kind: "template" | "peer" | "range" | "numbers" }>;

/** The records that instructions and limits refer to, each stored once; aligned to 4. */
export class OperandPool {
  private readonly offsets = new Map<string, number>();
  private readonly writer = new ByteWriter(1 << 16);

  constructor(private readonly strings: StringPool) {}

  /** Offset of a record from the start of the pool. */
  offsetOf(record: Record): number {
    return this.once(JSON.stringify(record), () => this.write(record));
  }

  /** Offset of a record of 32-bit numbers from the start of the pool. */
  numbersOffset(numbers: Uint32Array): number {
    const bytes = new Uint8Array(numbers.length * 4);
    const view = new DataView(bytes.buffer);
    numbers.forEach((number, index) => {
      view.setUint32(index * 4, number, true);
    });
    return this.bytesOffset(bytes);
  }

  /** Offset of a hash table from the start of the pool. */
  tableOffset(slots: readonly number[]): number {
    return this.once(`table ${slots.join()}`, () => {
      this.writer.u32(slots.length);
      for (const slot of slots) this.writer.u32(slot);
    });
  }

  /** Offset of bytes, such as encoded pairs or a regular expression, from the start of the pool. */
  bytesOffset(bytes: Uint8Array): number {
    return this.once(`bytes ${Buffer.from(bytes).toString("latin1")}`, () => {
      this.writer.append(bytes);
      this.writer.append(new Uint8Array(-bytes.length & 3));
    });
  }

  finish(): Uint8Array {
    return this.writer.finish();
  }

  private once(name: string, write: () => void): number {
    const known = this.offsets.get(name);
    if (known !== undefined) return known;
    const offset = this.writer.length;
    this.offsets.set(name, offset);
    write();
    return offset;
  }

  private write(record: Record): void {
    switch (record.kind) {
      case "template":
        this.writeTemplate(record);
        break;
      case "peer":
        this.writePeer(record);
        break;
      case "range":
        this.writer.u32(record.family);
        this.writer.u32(record.length);
        this.writer.append([...record.bytes, ...new Array<number>(16 - record.bytes.length).fill(0)]);
        break;
      case "numbers":
        this.writeNumbers(record);
    }
  }

  private writeNumbers({ below, members }: Extract<Record, { kind: "numbers" }>): void {
    const words = new Uint32Array(Math.ceil(below / 32));
    for (const member of members) words[member >>> 5] = (words[member >>> 5] ?? 0) | (1 << (member & 31));
    this.writer.u32(below);
    for (const word of words) this.writer.u32(word);
  }

  private writeTemplate({ segments, rest, suffix }: Extract<Record, { kind: "template" }>): void {
    if (segments.length > MAX.SEGMENTS) {
      throw new ImageTooLargeError(`a path template of ${segments.length} segments`, MAX.SEGMENTS);
    }
    this.writer.u16(segments.length);
    this.writer.u16(rest ? 1 : 0);
    this.writeOptional(suffix === "" ? undefined : suffix);
    for (const segment of segments) this.writeOptional(segment ?? undefined);
  }

  private writePeer(peer: Extract<Record, { kind: "peer" }>): void {
    for (const part of [peer.id, peer.idPrefix, peer.trustDomain, peer.namespace, peer.serviceAccount]) {
      this.writeOptional(part);
    }
  }

  private writeOptional(text: string | undefined): void {
    this.writer.u32(text === undefined ? 0 : this.strings.offsetOf(text));
  }
}
