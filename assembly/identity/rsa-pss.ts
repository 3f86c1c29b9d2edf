import { Digest } from "../bytes/digest";
import { Slice, addressOf, isPresent, lengthOf } from "../bytes/slice";
import { MAX_MODULUS, power } from "./rsa/power";
import { isPssEncoding } from "./rsa/pss";

/** Bytes of the smallest modulus that is taken (RFC 7518 §3.5: 2048 bits). */
const MIN_MODULUS: i32 = 256;

/** The signature's power, the encoded message. */
const ENCODED: usize = memory.data(MAX_MODULUS, 8);

/**
 * Whether an RSASSA-PSS signature (RFC 8017 §8.1.2) is the message's, with a salt as long as the digest and MGF1 on
 * the same hash function: PS256, PS384 and PS512 of RFC 7518 §3.5. Modulus and exponent are the bytes of a JWK's `n`
 * and `e`; a key is refused that is not odd, has zeros before it, a modulus under 2048 or over 4096 bits, or an
 * exponent of 1 or over 32 bits.
 */
export function verifyRsaPss(
  digest: Digest,
  modulus: Slice,
  exponent: Slice,
  message: Slice,
  signature: Slice,
): bool {
  const e = exponentOf(exponent);
  if (e == 0 || !isModulus(modulus) || !isPresent(message)) return false;
  if (lengthOf(signature) != lengthOf(modulus) || !power(ENCODED, signature, e, modulus)) return false;
  const bits = 8 * lengthOf(modulus) - (i32(clz(u32(load<u8>(addressOf(modulus))))) - 24) - 1;
  if ((bits & 7) != 0) return isPssEncoding(digest, message, ENCODED, bits);
  return load<u8>(ENCODED) == 0 && isPssEncoding(digest, message, ENCODED + 1, bits);
}

function isModulus(modulus: Slice): bool {
  const length = lengthOf(modulus);
  if (length < MIN_MODULUS || length > MAX_MODULUS) return false;
  const first = load<u8>(addressOf(modulus));
  const isLong = length > MIN_MODULUS ? first != 0 : first >= 0x80;
  return isLong && (load<u8>(addressOf(modulus) + length - 1) & 1) != 0;
}

/** 0 when it is none. */
function exponentOf(bytes: Slice): u32 {
  const length = lengthOf(bytes);
  if (length < 1 || length > 4 || load<u8>(addressOf(bytes)) == 0) return 0;
  let exponent: u32 = 0;
  for (let i = 0; i < length; i++) exponent = (exponent << 8) | load<u8>(addressOf(bytes) + i);
  return (exponent & 1) != 0 && exponent > 1 ? exponent : 0;
}
