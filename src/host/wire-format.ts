/** Protocol Buffers on the wire (protobuf.dev/programming-guides/encoding), as far as foreign functions need them. */

/** Fields by number; of one that comes twice the last, as protobuf has it. A number is a varint or a fixed one. */
export type Fields = ReadonlyMap<number, Buffer | bigint>;

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/** Undefined for what is no message. */
export function readMessage(message: Uint8Array): Fields | undefined {
  const reader = new Reader(Buffer.from(message));
  const fields = new Map<number, Buffer | bigint>();
  try {
    while (!reader.isAtEnd) {
      const tag = Number(reader.varint());
      fields.set(tag >>> 3, reader.value(tag & 7));
    }
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  return fields.has(0) ? undefined : fields;
}

/** Writes what is not empty, in the order given, as every encoder of proto3 does. */
export function writeMessage(fields: readonly (readonly [number, Uint8Array | boolean])[]): Uint8Array {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (typeof value === "boolean") return value ? [Buffer.of((number << 3) | VARINT, 1)] : [];
      return value.length === 0 ? [] : [Buffer.of((number << 3) | BYTES), varint(value.length), value];
    }),
  );
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.of(...bytes, rest);
}

/** Throws a `RangeError` at the end of the bytes. */
class Reader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.bytes.readUInt8(this.at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new RangeError("a varint of more than ten bytes");
  }

  value(type: number): Buffer | bigint {
    if (type === VARINT) return this.varint();
    if (type === FIXED64) return this.take(8).readBigUInt64LE();
    if (type === FIXED32) return BigInt(this.take(4).readUInt32LE());
    if (type === BYTES) return this.take(Number(this.varint()));
    throw new RangeError(`wire type ${type}`);
  }

  private take(length: number): Buffer {
    if (length > this.bytes.length - this.at) throw new RangeError("cut short");
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}
