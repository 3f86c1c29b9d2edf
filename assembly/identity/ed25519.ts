import { sha512 } from "../bytes/sha512";
import { Slice, addressOf, isPresent, lengthOf, slice } from "../bytes/slice";
import { equals } from "../bytes/view";
import { combine } from "./ed25519/combination";
import { ENCODED_POINT, POINT_SIZE, decodePoint, encodePoint, hasSmallOrder, negate } from "./ed25519/point";
import { SCALAR_SIZE, isBelowOrder, reduce } from "./ed25519/scalar";

/** Bytes of a signature: the point R and the number S. */
const SIGNATURE: i32 = ENCODED_POINT + SCALAR_SIZE;

const KEY: usize = memory.data(POINT_SIZE, 8);
const SUM: usize = memory.data(POINT_SIZE, 8);
const ENCODED_SUM: usize = memory.data(ENCODED_POINT + 8, 8);
const HASH: usize = memory.data(64, 8);
const CHALLENGE: usize = memory.data(SCALAR_SIZE, 8);

/**
 * Whether an Ed25519 signature of 64 bytes is the message's under a public key of 32 bytes (RFC 8032 §5.1.7, without
 * cofactor: SB = R + hA). Strict, so that a signature has no second spelling and a weak key signs nothing: S is below
 * L; the key and R are encoded as an encoder would; neither has an order that divides 8.
 */
export function verifyEd25519(key: Slice, message: Slice, signature: Slice): bool {
  if (lengthOf(key) != ENCODED_POINT || lengthOf(signature) != SIGNATURE || !isPresent(message)) return false;
  const r = slice(addressOf(signature), ENCODED_POINT);
  const s = addressOf(signature) + ENCODED_POINT;
  if (!isBelowOrder(s) || !decodePoint(KEY, addressOf(key)) || hasSmallOrder(KEY)) return false;
  setChallenge(r, key, message);
  negate(KEY);
  combine(SUM, s, CHALLENGE, KEY);
  if (hasSmallOrder(SUM)) return false;
  encodePoint(ENCODED_SUM, SUM);
  return equals(slice(ENCODED_SUM, ENCODED_POINT), r);
}

/** h = SHA-512(R || A || M) modulo L. */
function setChallenge(r: Slice, key: Slice, message: Slice): void {
  sha512.begin();
  sha512.update(r);
  sha512.update(key);
  sha512.update(message);
  sha512.finish(HASH);
  reduce(CHALLENGE, HASH, sha512.size);
}
