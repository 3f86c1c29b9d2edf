/**
 * MurmurHash3_x86_32 (Appleby, public domain): the hash of the image's tables and checksum. The compiler
 * has the same function in src/image/hash.ts. Not keyed: only for tables that nobody outside can fill.
 */
export function hash32(address: usize, length: i32, seed: u32): u32 {
  let hash = seed;
  const end = address + (length & ~3);
  let at = address;
  while (at < end) {
    hash = rotl(hash ^ scramble(load<u32>(at)), 13) * 5 + 0xe6546b64;
    at += 4;
  }
  let tail: u32 = 0;
  const left = length & 3;
  if (left == 3) tail = u32(load<u8>(at, 2)) << 16;
  if (left >= 2) tail |= u32(load<u8>(at, 1)) << 8;
  if (left >= 1) hash ^= scramble(tail | load<u8>(at));
  return finish(hash ^ length);
}

/** One hash from two, in order: one more murmur3 round. */
@inline
export function mix32(hash: u32, next: u32): u32 {
  return finish(rotl(hash ^ scramble(next), 13) * 5 + 0xe6546b64);
}


@inline
function scramble(word: u32): u32 {
  return rotl(word * 0xcc9e2d51, 15) * 0x1b873593;
}


@inline
function finish(hash: u32): u32 {
  hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
  hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
  return hash ^ (hash >> 16);
}
