import { ByteWriter } from "../image/bytes.js";
import { KEY_MAX, KEY_RECORD, KEY_SET, KEY_SET_MAGIC } from "../image/layout.js";
import { algorithmBits } from "./algorithms.js";
import { type Key, readKey } from "./jwk.js";
import { KeyError } from "./key-error.js";
import type { JsonWebKey, Range } from "./material.js";

/** Keys that a key set holds. */
export const MAX_KEYS = KEY_MAX.KEYS;

/**
 * The keys of a JWK set (RFC 7517 §5) as a key set (src/image/key-set.ts), in their order; those that cannot verify
 * tokens (see `judgeKey`) are left out.
 * @throws {RangeError} more than MAX_KEYS are left
 */
export function jwksToKeySet(jwks: readonly JsonWebKey[]): Uint8Array {
  const keys = jwks.flatMap(keyOrNone);
  if (keys.length > MAX_KEYS) throw new RangeError(`${keys.length} keys; a key set holds ${MAX_KEYS}`);
  return encode(keys);
}

function keyOrNone(jwk: JsonWebKey): Key[] {
  try {
    return [readKey(jwk)];
  } catch (error) {
    if (error instanceof KeyError) return [];
    throw error;
  }
}

function encode(keys: readonly Key[]): Uint8Array {
  const records = new ByteWriter(KEY_RECORD.SIZE * keys.length);
  const bytes = new ByteWriter(512 * keys.length);
  const start = KEY_SET.KEYS + KEY_RECORD.SIZE * keys.length;
  const append = (part: Uint8Array): Range => {
    const offset = start + bytes.length;
    bytes.append(part);
    return { offset, size: part.length };
  };
  for (const key of keys) {
    const kid = key.kid && append(key.kid);
    const material = append(key.bytes);
    records.u8(key.type);
    records.u8(0);
    records.u16(algorithmBits(key.algorithms));
    for (const range of [kid, material, within(material, key.modulus), within(material, key.exponent)]) {
      records.u32(range?.offset ?? 0);
      records.u32(range?.size ?? 0);
    }
  }
  return withHeader(keys.length, [records.finish(), bytes.finish()]);
}

function within({ offset }: Range, range: Range | undefined): Range | undefined {
  return range && { offset: offset + range.offset, size: range.size };
}

function withHeader(count: number, parts: readonly Uint8Array[]): Uint8Array {
  const writer = new ByteWriter(KEY_SET.KEYS);
  writer.u32(KEY_SET_MAGIC);
  writer.u32(KEY_SET.KEYS + parts.reduce((sum, { length }) => sum + length, 0));
  writer.u32(count);
  for (const part of parts) writer.append(part);
  return writer.finish();
}
