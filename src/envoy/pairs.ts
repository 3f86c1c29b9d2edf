/** Header pairs as they cross the boundary (proxy-wasm-cpp-host: src/pairs_util.cc), one byte a character. */
export type Pair = readonly [name: string, value: string];

const MAX_BYTES = 1024 * 1024;
const MAX_PAIRS = 1024;

/** Bytes that `writePairs` takes: a count, two sizes a pair, and each text with a zero byte. */
export function pairsSize(pairs: readonly Pair[]): number {
  let size = 4;
  for (const [name, value] of pairs) size += 10 + name.length + value.length;
  return size;
}

/** Lays pairs out in `out`, which has `pairsSize` bytes. */
export function writePairs(pairs: readonly Pair[], out: Buffer): void {
  out.writeUInt32LE(pairs.length, 0);
  let sizes = 4;
  let text = 4 + 8 * pairs.length;
  for (const [name, value] of pairs) {
    sizes = out.writeUInt32LE(name.length, sizes);
    sizes = out.writeUInt32LE(value.length, sizes);
    text += out.write(name, text, "latin1");
    out[text++] = 0;
    text += out.write(value, text, "latin1");
    out[text++] = 0;
  }
}

/** Pairs as bytes. */
export function encodePairs(pairs: readonly Pair[]): Uint8Array {
  const out = Buffer.alloc(pairsSize(pairs));
  writePairs(pairs, out);
  return out;
}

/** As Envoy: what is malformed or too large reads as no pairs at all, never as an error. */
export function readPairs(bytes: Buffer): Pair[] {
  if (bytes.length < 4 || bytes.length > MAX_BYTES) return [];
  const count = bytes.readUInt32LE(0);
  let text = 4 + 8 * count;
  if (count > MAX_PAIRS || text > bytes.length) return [];
  const pairs: Pair[] = [];
  for (let i = 0; i < count; i++) {
    const nameEnd = text + bytes.readUInt32LE(4 + 8 * i);
    const valueEnd = nameEnd + 1 + bytes.readUInt32LE(8 + 8 * i);
    if (valueEnd >= bytes.length || bytes[nameEnd] !== 0 || bytes[valueEnd] !== 0) return [];
    pairs.push([bytes.toString("latin1", text, nameEnd), bytes.toString("latin1", nameEnd + 1, valueEnd)]);
    text = valueEnd + 1;
  }
  return text === bytes.length ? pairs : [];
}
