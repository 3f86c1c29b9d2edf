/**
 * Signatures that Envoy verifies and makes: RSA with PKCS #1 v1.5, and ECDSA with signatures in DER. Its messages are
 * in source/extensions/common/wasm/ext/verify_signature.proto and sign.proto.
 */
import { allocate } from "../abi/arena";
import { FAILED, Slice, addressOf, isPresent, lengthOf, literal, slice } from "../bytes/slice";
import { callForeign } from "./foreign";

const VERIFY = literal("verify_signature");
const SIGN = literal("sign");

/** By their number of bits. */
const SHA256 = literal("sha256");
const SHA384 = literal("sha384");
const SHA512 = literal("sha512");

/** Bytes of a field's tag and length. */
const FIELD: i32 = 6;

/** The first field of a result says `true`. */
const IS_TRUE: u16 = 0x0108;

/** Before the second, which is bytes. */
const SECOND: u8 = 0x12;

/**
 * Whether a signature is the text's under a public key, a SubjectPublicKeyInfo in DER, with SHA-2 of 256, 384 or 512
 * bits. False too when the host cannot tell. Costs 20 µs for RSA of 2048 bits, 50 µs for P-256.
 */
export function verifySignature(bits: i32, publicKey: Slice, signature: Slice, text: Slice): bool {
  const size = FIELD * 4 + 6 + lengthOf(publicKey) + lengthOf(signature) + lengthOf(text);
  const start = allocate(size);
  let end = writeField(start, 1, hashOf(bits));
  end = writeField(end, 2, publicKey);
  end = writeField(end, 3, signature);
  end = writeField(end, 4, text);
  const result = callForeign(VERIFY, slice(start, i32(end - start)));
  return isPresent(result) && lengthOf(result) == 2 && load<u16>(addressOf(result)) == IS_TRUE;
}

/**
 * The signature of a text under a private key, a PrivateKeyInfo (PKCS #8) in DER, with SHA-2 of 256, 384 or 512 bits.
 * `FAILED` when the host makes none. Costs 660 µs for RSA of 2048 bits. Since Envoy 1.37.
 */
export function sign(bits: i32, privateKey: Slice, text: Slice): Slice {
  const start = allocate(FIELD * 3 + 6 + lengthOf(privateKey) + lengthOf(text));
  let end = writeField(start, 1, hashOf(bits));
  end = writeField(end, 2, privateKey);
  end = writeField(end, 3, text);
  const result = callForeign(SIGN, slice(start, i32(end - start)));
  return isPresent(result) ? signatureOf(addressOf(result), lengthOf(result)) : FAILED;
}

/** `true`, then the signature, which is all that follows. */
function signatureOf(result: usize, length: i32): Slice {
  if (length < 4 || load<u16>(result) != IS_TRUE || load<u8>(result, 2) != SECOND) return FAILED;
  const low = load<u8>(result, 3);
  const isLong = low >= 0x80;
  if (isLong && length < 5) return FAILED;
  const size = isLong ? (i32(low) & 0x7f) | (i32(load<u8>(result, 4)) << 7) : i32(low);
  const start = isLong ? 5 : 4;
  return size > 0 && start + size == length ? slice(result + start, size) : FAILED;
}

function hashOf(bits: i32): Slice {
  return bits == 256 ? SHA256 : bits == 384 ? SHA384 : SHA512;
}

/** Writes a field of bytes, and answers where it ends. */
function writeField(to: usize, number: u8, value: Slice): usize {
  let at = to + 1;
  store<u8>(to, (number << 3) | 2);
  let length = lengthOf(value);
  for (; length >= 0x80; length >>= 7) store<u8>(at++, u8(length | 0x80));
  store<u8>(at++, u8(length));
  memory.copy(at, addressOf(value), lengthOf(value));
  return at + lengthOf(value);
}
