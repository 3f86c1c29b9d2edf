/** HMAC (RFC 2104, FIPS 198-1). */
import { Digest, MAX_BLOCK, MAX_DIGEST } from "./digest";
import { equalSecrets } from "./secret";
import { Slice, addressOf, isPresent, lengthOf, slice } from "./slice";

const INNER_PAD: u8 = 0x36;
const OUTER_PAD: u8 = 0x5c;

/** The key as long as a block, xored with one of the pads. */
const PADDED: usize = memory.data(MAX_BLOCK, 8);

const INNER: usize = memory.data(MAX_DIGEST, 8);
const TAG: usize = memory.data(MAX_DIGEST, 8);

/** Writes the tag of a message to `to`: `digest.size` bytes. */
export function hmac(digest: Digest, key: Slice, message: Slice, to: usize): void {
  memory.fill(PADDED, 0, MAX_BLOCK);
  if (lengthOf(key) > digest.blockSize) digest.hash(key, PADDED);
  else memory.copy(PADDED, addressOf(key), lengthOf(key));
  xorPad(INNER_PAD);
  begin(digest);
  digest.update(message);
  digest.finish(INNER);
  xorPad(INNER_PAD ^ OUTER_PAD);
  begin(digest);
  digest.update(slice(INNER, digest.size));
  digest.finish(to);
}

/** Whether a tag, uncut, is the message's. How long it takes does not tell how much of it is right. */
export function verifyHmac(digest: Digest, key: Slice, message: Slice, tag: Slice): bool {
  if (!isPresent(key) || !isPresent(message)) return false;
  hmac(digest, key, message, TAG);
  return equalSecrets(slice(TAG, digest.size), tag);
}

function begin(digest: Digest): void {
  digest.begin();
  digest.update(slice(PADDED, digest.blockSize));
}

function xorPad(pad: u8): void {
  for (let i = 0; i < MAX_BLOCK; i++) store<u8>(PADDED + i, load<u8>(PADDED + i) ^ pad);
}
