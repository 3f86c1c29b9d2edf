// The kernels behind signatures. Slices (assembly/bytes/slice.ts) are big integers outside.
import { Digest } from "../../../assembly/bytes/digest";
import { hmac, verifyHmac } from "../../../assembly/bytes/hmac";
import { sha256 } from "../../../assembly/bytes/sha256";
import { sha384, sha512 } from "../../../assembly/bytes/sha512";
import { Slice } from "../../../assembly/bytes/slice";
import { verifyRsaPss } from "../../../assembly/identity/rsa-pss";

export { decodeBase64Url, encodeBase64Url } from "../../../assembly/bytes/base64url";
export { verifyEd25519 } from "../../../assembly/identity/ed25519";
export { power } from "../../../assembly/identity/rsa/power";

/** Where a test puts what it has, and gets the result; 512 KiB. */
export const input: usize = heap.alloc(0x80000);

function digestOf(bits: i32): Digest {
  return bits == 256 ? sha256 : bits == 384 ? sha384 : sha512;
}

export function hash(bits: i32, message: Slice, to: usize): void {
  digestOf(bits).hash(message, to);
}

export function hmacTag(bits: i32, key: Slice, message: Slice, to: usize): void {
  hmac(digestOf(bits), key, message, to);
}

export function verifyHmacTag(bits: i32, key: Slice, message: Slice, tag: Slice): bool {
  return verifyHmac(digestOf(bits), key, message, tag);
}

export function verifyPss(bits: i32, modulus: Slice, exponent: Slice, message: Slice, signature: Slice): bool {
  return verifyRsaPss(digestOf(bits), modulus, exponent, message, signature);
}
