/**
 * SipHash-2-4 (Aumasson, Bernstein, INDOCRYPT 2012): a keyed 64-bit hash, for keys that callers choose.
 * Who doesn't know the key can't make two inputs collide.
 */
let v0: u64 = 0;
let v1: u64 = 0;
let v2: u64 = 0;
let v3: u64 = 0;

export function siphash24(address: usize, length: i32, key0: u64, key1: u64): u64 {
  v0 = key0 ^ 0x736f6d6570736575;
  v1 = key1 ^ 0x646f72616e646f6d;
  v2 = key0 ^ 0x6c7967656e657261;
  v3 = key1 ^ 0x7465646279746573;
  const end = address + (length & ~7);
  let at = address;
  while (at < end) {
    absorb(load<u64>(at));
    at += 8;
  }
  let last: u64 = u64(length) << 56;
  for (let i = 0; i < (length & 7); i++) last |= u64(load<u8>(at + i)) << (8 * i);
  absorb(last);
  v2 ^= 0xff;
  for (let i = 0; i < 4; i++) round();
  return v0 ^ v1 ^ v2 ^ v3;
}


@inline
function absorb(word: u64): void {
  v3 ^= word;
  round();
  round();
  v0 ^= word;
}

function round(): void {
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
