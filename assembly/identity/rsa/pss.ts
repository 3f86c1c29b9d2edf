/** EMSA-PSS with MGF1, both with one hash function, and a salt as long as its digest (RFC 8017 §9.1, RFC 7518 §3.5). */
import { Digest, MAX_DIGEST } from "../../bytes/digest";
import { Slice, slice } from "../../bytes/slice";
import { equals } from "../../bytes/view";

/** The last byte of an encoded message. */
const TRAILER: u8 = 0xbc;

const ZEROS: Slice = slice(memory.data(8), 8);
const COUNTER: usize = memory.data(4, 4);
const MASK: usize = memory.data(MAX_DIGEST, 8);
const MESSAGE_HASH: usize = memory.data(MAX_DIGEST, 8);
const HASH: usize = memory.data(MAX_DIGEST, 8);

/**
 * Whether `encoded`, of as many bytes as `bits` take, encodes a message: RFC 8017 §9.1.2. Overwrites it.
 *
 *   +----------------------+--------+----+
 *   |  0 … 0  01   salt    |  hash  | bc |     the first part is masked by the hash
 *   +----------------------+--------+----+
 */
export function isPssEncoding(digest: Digest, message: Slice, encoded: usize, bits: i32): bool {
  const length = (bits + 7) >> 3;
  const spareBits = 8 * length - bits;
  const hash = slice(encoded + length - 1 - digest.size, digest.size);
  const salt = encoded + length - 1 - 2 * digest.size;
  if (load<u8>(encoded + length - 1) != TRAILER || u32(load<u8>(encoded)) >> (8 - spareBits) != 0)
    return false;
  unmask(digest, encoded, length - 1 - digest.size, hash);
  store<u8>(encoded, load<u8>(encoded) & ((<u8>0xff) >> (<u8>spareBits)));
  for (let at = encoded; at < salt - 1; at++) if (load<u8>(at) != 0) return false;
  return load<u8>(salt - 1) == 1 && equals(hash, saltedHash(digest, message, slice(salt, digest.size)));
}

/** H(eight zeros || H(message) || salt). */
function saltedHash(digest: Digest, message: Slice, salt: Slice): Slice {
  const messageHash = digest.hash(message, MESSAGE_HASH);
  digest.begin();
  digest.update(ZEROS);
  digest.update(messageHash);
  digest.update(salt);
  digest.finish(HASH);
  return slice(HASH, digest.size);
}

/** Xors MGF1 of the seed (RFC 8017 §B.2.1) into `length` bytes. */
function unmask(digest: Digest, to: usize, length: i32, seed: Slice): void {
  for (let done = 0, counter: u32 = 0; done < length; counter++) {
    store<u32>(COUNTER, bswap(counter));
    digest.begin();
    digest.update(seed);
    digest.update(slice(COUNTER, 4));
    digest.finish(MASK);
    for (let i = 0; i < digest.size && done < length; i++, done++) {
      store<u8>(to + done, load<u8>(to + done) ^ load<u8>(MASK + i));
    }
  }
}
