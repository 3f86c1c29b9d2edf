/**
 * Envoy's foreign functions `verify_signature` and `sign` (source/extensions/common/wasm/foreign.cc; the messages are
 * in ext/verify_signature.proto and ext/sign.proto there): RSA with PKCS #1 v1.5, ECDSA with signatures in DER.
 */

import { isUtf8 } from "node:buffer";
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { Status } from "./abi.js";
import type { ForeignFunction, ForeignResult } from "./foreign.js";
import { type Fields, readMessage, writeMessage } from "./wire-format.js";

const HASHES: readonly string[] = ["sha1", "sha224", "sha256", "sha384", "sha512"];

/** Curves that BoringSSL knows, as Node names them. */
const CURVES: readonly string[] = ["secp224r1", "prime256v1", "secp384r1", "secp521r1"];

const BAD_ARGUMENT: ForeignResult = { status: Status.BadArgument };

/** The fields of an argument: hash 1, key 2. */
interface Places {
  readonly pem: number;
  readonly text: number;
  readonly signature?: number;
}

const VERIFY: Places = { signature: 3, text: 4, pem: 5 };
const SIGN: Places = { text: 3, pem: 4 };

/** What Envoy offers by name that needs no connection to an Envoy. */
export const CRYPTO_FUNCTIONS: ReadonlyMap<string, ForeignFunction> = new Map([
  ["verify_signature", verifySignature],
  ["sign", signText],
]);

function verifySignature(argument: Uint8Array): ForeignResult {
  const fields = readArgument(argument, VERIFY);
  const key = fields && importKey(fields, VERIFY, publicKey);
  if (fields === undefined || key === undefined) return BAD_ARGUMENT;
  const hash = textAt(fields, 1).toLowerCase();
  const error = reasonAgainst(hash, key);
  if (error !== undefined) return answer(false, [2, Buffer.from(error)]);
  const isVerified = verify(hash, bytesAt(fields, VERIFY.text), key, bytesAt(fields, VERIFY.signature));
  return isVerified
    ? answer(true)
    : answer(false, [2, Buffer.from("Failed to verify digest. Error code: 0")]);
}

function signText(argument: Uint8Array): ForeignResult {
  const fields = readArgument(argument, SIGN);
  const key = fields && importKey(fields, SIGN, privateKey);
  if (fields === undefined || key === undefined) return BAD_ARGUMENT;
  const hash = textAt(fields, 1).toLowerCase();
  const error = reasonAgainst(hash, key);
  if (error !== undefined) return answer(false, [3, Buffer.from(error)]);
  return answer(true, [2, sign(hash, bytesAt(fields, SIGN.text), key)]);
}

function answer(result: boolean, ...rest: readonly (readonly [number, Uint8Array])[]): ForeignResult {
  return { status: Status.Ok, result: writeMessage([[1, result], ...rest]) };
}

/** What is no UTF-8 where the message has text is no message (protobuf.dev, proto3). */
function readArgument(argument: Uint8Array, { pem }: Places): Fields | undefined {
  const fields = readMessage(argument);
  return fields && isUtf8(bytesAt(fields, 1)) && isUtf8(bytesAt(fields, pem)) ? fields : undefined;
}

/** Exactly one of DER and PEM. */
function importKey(fields: Fields, { pem }: Places, read: (key: Buffer | string) => KeyObject) {
  const der = bytesAt(fields, 2);
  const text = textAt(fields, pem);
  if (der.length > 0 === text.length > 0) return undefined;
  try {
    const key = read(text.length > 0 ? text : der);
    return isKnownToBoringSsl(key) ? key : undefined;
  } catch {
    return undefined;
  }
}

function publicKey(key: Buffer | string): KeyObject {
  return createPublicKey(typeof key === "string" ? key : { key, format: "der", type: "spki" });
}

function privateKey(key: Buffer | string): KeyObject {
  return createPrivateKey(typeof key === "string" ? key : { key, format: "der", type: "pkcs8" });
}

function isKnownToBoringSsl({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): boolean {
  if (type === "ec") return CURVES.includes(details?.namedCurve ?? "");
  return type === "rsa" || type === "ed25519" || type === "x25519";
}

/** Why a key signs nothing with a hash function, in Envoy's words. */
function reasonAgainst(hash: string, { asymmetricKeyType: type }: KeyObject): string | undefined {
  if (!HASHES.includes(hash)) return `${hash} is not supported.`;
  return type === "rsa" || type === "ec" ? undefined : "Failed to initialize digest verify.";
}

function bytesAt(fields: Fields, number: number | undefined): Buffer {
  const value = number === undefined ? undefined : fields.get(number);
  return Buffer.isBuffer(value) ? value : Buffer.alloc(0);
}

function textAt(fields: Fields, number: number): string {
  return bytesAt(fields, number).toString();
}
