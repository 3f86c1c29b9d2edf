/**
 * SipHash-2-4 (Aumasson, Bernstein, INDOCRYPT 2012): a keyed 64-bit hash, for keys that callers choose.
 * Who doesn't know the key can't make two inputs collide.
 */
export function siphash24(address: usize, length: i32, key0: u64, key1: u64): u64 {
  let v0 = key0 ^ 0x736f6d6570736575;
  let v1 = key1 ^ 0x646f72616e646f6d;
  let v2 = key0 ^ 0x6c7967656e657261;
  let v3 = key1 ^ 0x7465646279746573;
  const end = address + (length & ~7);
  let rounds = 2;
  for (let at = address; rounds == 2; at += 8) {
    let word: u64 = 0;
    if (at < end) {
      word = load<u64>(at);
    } else if (at == end) {
      word = lastWord(at, length);
    } else {
      v2 ^= 0xff;
      rounds = 4;
    }
    v3 ^= word;
    for (let round = 0; round < rounds; round++) {
      v0 += v1;
      v1 = rotl(v1, 13) ^ v0;
      v0 = rotl(v0, 32);
      v2 += v3;
      v3 = rotl(v3, 16) ^ v2;
      v0 += v3;
      v3 = rotl(v3, 21) ^ v0;
      v2 += v1;
      v1 = rotl(v1, 17) ^ v2;
      v2 = rotl(v2, 32);
    }
    v0 ^= word;
  }
  return v0 ^ v1 ^ v2 ^ v3;
}

/** What is left behind whole words, and the length. */
function lastWord(at: usize, length: i32): u64 {
  let word: u64 = u64(length) << 56;
  for (let i = 0; i < (length & 7); i++) word |= u64(load<u8>(at + i)) << (8 * i);
  return word;
}
