/** The signatures of RFC 7518 §3 and RFC 8037 §3.1. */
import { Digest } from "../../bytes/digest";
import { verifyHmac } from "../../bytes/hmac";
import { sha256 } from "../../bytes/sha256";
import { sha384, sha512 } from "../../bytes/sha512";
import { Slice, lengthOf } from "../../bytes/slice";
import { ALGORITHM } from "../../image/layout";
import { verifyEd25519 } from "../ed25519";
import { KeySet } from "../key-set";
import { verifyRsaPss } from "../rsa-pss";
import { SignatureHost } from "../signature-host";
import { ecdsaDer } from "./der";

/** Whether a signature is the text's under a key that may verify this ALGORITHM. */
export function verifySignature(
  algorithm: u32,
  keys: KeySet,
  key: u32,
  text: Slice,
  signature: Slice,
  host: SignatureHost,
): bool {
  const material = keys.materialOf(key);
  if (algorithm == ALGORITHM.EdDSA) return verifyEd25519(material, text, signature);
  const digest = digestOf(algorithm % 3);
  if (algorithm >= ALGORITHM.HS256) return verifyHmac(digest, material, text, signature);
  if (algorithm >= ALGORITHM.ES256) return verifyEcdsa(digest.size, material, text, signature, host);
  const modulus = keys.modulusOf(key);
  if (lengthOf(signature) != lengthOf(modulus)) return false;
  if (algorithm >= ALGORITHM.PS256)
    return verifyRsaPss(digest, modulus, keys.exponentOf(key), text, signature);
  return host.verify(digest.size << 3, material, signature, text);
}

/** The curve goes with the digest, and r and s are as long as its coordinates: 32, 48 or 66 bytes. */
function verifyEcdsa(
  digestSize: i32,
  material: Slice,
  text: Slice,
  signature: Slice,
  host: SignatureHost,
): bool {
  const coordinate = digestSize == 64 ? 66 : digestSize;
  if (lengthOf(signature) != 2 * coordinate) return false;
  const der = ecdsaDer(signature);
  return der != 0 && host.verify(digestSize << 3, material, der, text);
}

/** Each family has one with SHA-256, SHA-384 and SHA-512, in this order. */
function digestOf(place: u32): Digest {
  return place == 0 ? sha256 : place == 1 ? sha384 : sha512;
}
