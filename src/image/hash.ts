/** MurmurHash3_x86_32 (Appleby, public domain), the same as assembly/bytes/hash.ts. Answers an unsigned 32-bit number. */
export function hash32(bytes: Uint8Array, seed: number): number {
  const length = bytes.length;
  const whole = length & ~3;
  let hash = seed;
  for (let at = 0; at < whole; at += 4) {
    hash = Math.imul(rotl(hash ^ scramble(wordAt(bytes, at, 4)), 13), 5) + 0xe6546b64;
  }
  if (whole < length) hash ^= scramble(wordAt(bytes, whole, length - whole));
  return finish(hash ^ length);
}

/** One hash from two, in order: one more murmur3 round. */
export function mix32(hash: number, next: number): number {
  return finish(Math.imul(rotl(hash ^ scramble(next), 13), 5) + 0xe6546b64);
}

/** `count` bytes, little-endian. */
function wordAt(bytes: Uint8Array, at: number, count: number): number {
  let word = 0;
  for (let i = count - 1; i >= 0; i--) word = (word << 8) | (bytes[at + i] ?? 0);
  return word;
}

function rotl(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function scramble(word: number): number {
  return Math.imul(rotl(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
}

function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
