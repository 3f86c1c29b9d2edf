import { ByteWriter } from "../image/bytes.js";
import { KEY_RECORD, KEY_SET, KEY_SET_MAGIC } from "../image/layout.js";
import type { Key } from "./jwk.js";

/** Writes a key set; the diagram is in src/image/key-set.ts. */
export function encodeKeys(keys: readonly Key[]): Uint8Array {
  const records = new ByteWriter(KEY_RECORD.SIZE * keys.length);
  const bytes = new ByteWriter(512 * keys.length);
  const start = KEY_SET.KEYS + KEY_RECORD.SIZE * keys.length;
  const append = (part: Uint8Array | undefined) => {
    const offset = start + bytes.length;
    if (part !== undefined) bytes.append(part);
    writeRange(records, part === undefined ? 0 : offset, part?.length ?? 0);
    return offset;
  };
  for (const { type, algorithms, kid, bytes: material, modulus, exponent } of keys) {
    records.u8(type);
    records.u8(0);
    records.u16(algorithms);
    append(kid);
    const offset = append(material);
    for (const range of [modulus, exponent])
      writeRange(records, range === undefined ? 0 : offset + range.offset, range?.size ?? 0);
  }
  return withHeader(keys.length, start + bytes.length, [records.finish(), bytes.finish()]);
}

function writeRange(records: ByteWriter, offset: number, size: number): void {
  records.u32(offset);
  records.u32(size);
}

function withHeader(count: number, size: number, parts: readonly Uint8Array[]): Uint8Array {
  const writer = new ByteWriter(size);
  writer.u32(KEY_SET_MAGIC);
  writer.u32(size);
  writer.u32(count);
  for (const part of parts) writer.append(part);
  return writer.finish();
}
