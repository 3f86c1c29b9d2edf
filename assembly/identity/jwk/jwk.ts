import { decodeBase64Url } from "../../bytes/base64url";
import { JsonCursor, hasUniqueNames, isArray, isObject, isString, memberOf } from "../../bytes/json/members";
import { textOf } from "../../bytes/json/string";
import { ABSENT, EMPTY, Slice, addressOf, isPresent, lengthOf, literal, slice } from "../../bytes/slice";
import { ALGORITHM, KEY_MATERIAL, KEY_MAX, KEY_TYPE, MIN_MODULUS } from "../../image/layout";
import { algorithmOf } from "../token/header";
import { saysExactly } from "../token/names";
import { P256, P384, P521, exponentIn, modulusIn, writePoint, writeRsa } from "./spki";

const KTY = literal("kty");
const RSA = literal("RSA");
const EC = literal("EC");
const OKP = literal("OKP");
const OCT = literal("oct");
const CRV = literal("crv");
const CURVE_P256 = literal("P-256");
const CURVE_P384 = literal("P-384");
const CURVE_P521 = literal("P-521");
const ED25519 = literal("Ed25519");
const USE = literal("use");
const SIG = literal("sig");
const KEY_OPS = literal("key_ops");
const VERIFY = literal("verify");
const SIGN = literal("sign");
const ALG = literal("alg");
const KID = literal("kid");
const N = literal("n");
const E = literal("e");
const X = literal("x");
const Y = literal("y");
const K = literal("k");

/** Bytes of a string as it is written, more than any that is taken has: a modulus in base64url, a kid of escapes. */
const MAX_STRING: i32 = 4096;

const TEXT: usize = memory.data(MAX_STRING, 8);
const KID_TEXT: usize = memory.data(MAX_STRING, 8);
const FIRST: usize = memory.data(MAX_STRING, 8);
const SECOND: usize = memory.data(MAX_STRING, 8);
const MATERIAL: usize = memory.data(KEY_MAX.MODULUS + KEY_MAX.RSA_OVERHEAD, 8);

/** Bits of three neighbours among the algorithms. */
const THREE: u32 = 7;

const cursor = new JsonCursor();

/**
 * One JSON Web Key after the other (RFC 7517 §4), as a key that verifies tokens. What src/keys/jwk.ts reports as wrong,
 * or leaves out, is not usable here. Whether a point is on its curve is left to who verifies with it.
 */
@final
export class Jwk {
  /** A KEY_TYPE. */
  type: u32 = 0;
  /** A bit for each ALGORITHM. */
  algorithms: u32 = 0;
  /** `ABSENT` when it has none. This and what follows is good until the next is read. */
  kid: Slice = ABSENT;
  /** As a key set has it. */
  material: Slice = EMPTY;
  /** Of RSA, within the material; else both are `EMPTY`. */
  modulus: Slice = EMPTY;
  exponent: Slice = EMPTY;

  /** Reads JSON that `isJson` accepted; false when it is no key to verify tokens with. */
  read(jwk: Slice): bool {
    this.modulus = EMPTY;
    this.exponent = EMPTY;
    if (!isObject(jwk) || !hasUniqueNames(jwk) || !this.readKid(jwk) || !isForSignatures(jwk)) return false;
    if (!this.readMaterial(jwk, memberOf(jwk, KTY))) return false;
    const own = memberOf(jwk, ALG);
    if (isPresent(own)) this.algorithms &= bitOf(algorithmOf(own));
    return this.algorithms != 0;
  }

  private readKid(jwk: Slice): bool {
    const kid = memberOf(jwk, KID);
    this.kid = ABSENT;
    if (!isPresent(kid)) return true;
    if (!isString(kid) || lengthOf(kid) > MAX_STRING) return false;
    this.kid = textOf(kid, KID_TEXT);
    return u32(lengthOf(this.kid)) <= KEY_MAX.KID;
  }

  private readMaterial(jwk: Slice, kty: Slice): bool {
    if (saysExactly(kty, RSA)) return this.readRsa(jwk);
    if (saysExactly(kty, EC)) return this.readPoint(jwk, memberOf(jwk, CRV));
    if (saysExactly(kty, OKP)) return this.readEd25519(jwk);
    return saysExactly(kty, OCT) && this.readSecret(jwk);
  }

  private readRsa(jwk: Slice): bool {
    const modulus = withoutZeros(bytesOf(jwk, N, FIRST));
    const exponent = withoutZeros(bytesOf(jwk, E, SECOND));
    if (!isModulus(modulus) || !isExponent(exponent)) return false;
    this.type = KEY_TYPE.RSA;
    this.algorithms = THREE << ALGORITHM.RS256;
    if (u32(lengthOf(modulus)) <= KEY_MAX.PSS_MODULUS) this.algorithms |= THREE << ALGORITHM.PS256;
    this.material = writeRsa(MATERIAL, modulus, exponent);
    this.modulus = modulusIn(this.material, modulus, exponent);
    this.exponent = exponentIn(this.material, exponent);
    return true;
  }

  private readPoint(jwk: Slice, curve: Slice): bool {
    if (saysExactly(curve, CURVE_P256))
      return this.readPointOn(jwk, KEY_TYPE.P256, ALGORITHM.ES256, P256, 32);
    if (saysExactly(curve, CURVE_P384))
      return this.readPointOn(jwk, KEY_TYPE.P384, ALGORITHM.ES384, P384, 48);
    return saysExactly(curve, CURVE_P521) && this.readPointOn(jwk, KEY_TYPE.P521, ALGORITHM.ES512, P521, 66);
  }

  private readPointOn(jwk: Slice, type: u32, algorithm: u32, curve: StaticArray<u8>, coordinate: i32): bool {
    const x = bytesOf(jwk, X, FIRST);
    const y = bytesOf(jwk, Y, SECOND);
    if (lengthOf(x) != coordinate || lengthOf(y) != coordinate) return false;
    this.type = type;
    this.algorithms = 1 << algorithm;
    this.material = writePoint(MATERIAL, curve, x, y);
    return true;
  }

  private readEd25519(jwk: Slice): bool {
    if (!saysExactly(memberOf(jwk, CRV), ED25519)) return false;
    this.type = KEY_TYPE.ED25519;
    this.algorithms = 1 << ALGORITHM.EdDSA;
    this.material = bytesOf(jwk, X, FIRST);
    return u32(lengthOf(this.material)) == KEY_MATERIAL.ED25519;
  }

  private readSecret(jwk: Slice): bool {
    this.material = bytesOf(jwk, K, FIRST);
    const size = u32(lengthOf(this.material));
    this.type = KEY_TYPE.SECRET;
    this.algorithms =
      (u32(size >= 32) << ALGORITHM.HS256) |
      (u32(size >= 48) << ALGORITHM.HS384) |
      (u32(size >= 64) << ALGORITHM.HS512);
    return size <= KEY_MAX.SECRET;
  }
}

/** RFC 7517 §4.2 and §4.3. A key that signs has a public part, or is a secret, that verifies. */
function isForSignatures(jwk: Slice): bool {
  const use = memberOf(jwk, USE);
  if (isPresent(use) && !saysExactly(use, SIG)) return false;
  const operations = memberOf(jwk, KEY_OPS);
  if (!isPresent(operations)) return true;
  if (!isArray(operations)) return false;
  cursor.open(operations);
  while (cursor.next()) {
    if (saysExactly(cursor.value, VERIFY) || saysExactly(cursor.value, SIGN)) return true;
  }
  return false;
}

/** 2048 to 8192 bits, and odd. */
function isModulus(number: Slice): bool {
  const size = u32(lengthOf(number));
  if (size < MIN_MODULUS || size > KEY_MAX.MODULUS || !isOdd(number)) return false;
  return size > MIN_MODULUS || load<u8>(addressOf(number)) >= 0x80;
}

/** Up to 32 bits, odd, and not 1. */
function isExponent(number: Slice): bool {
  const size = u32(lengthOf(number));
  if (size == 0 || size > KEY_MAX.EXPONENT || !isOdd(number)) return false;
  return size > 1 || load<u8>(addressOf(number)) != 1;
}

function isOdd(number: Slice): bool {
  return (load<u8>(addressOf(number) + lengthOf(number) - 1) & 1) == 1;
}

/** Some writers put a zero before a number whose first bit is set (RFC 7518 §6.3.1.1). */
function withoutZeros(number: Slice): Slice {
  let at = addressOf(number);
  const end = at + lengthOf(number);
  while (at < end && load<u8>(at) == 0) at++;
  return slice(at, i32(end - at));
}

/** The bytes that a member stands for, in `to`; `EMPTY` when it is no base64url. */
function bytesOf(jwk: Slice, name: Slice, to: usize): Slice {
  const value = memberOf(jwk, name);
  if (!isString(value) || lengthOf(value) > MAX_STRING) return EMPTY;
  const length = decodeBase64Url(textOf(value, TEXT), to);
  return length > 0 ? slice(to, length) : EMPTY;
}

/** 0 for none. */
function bitOf(algorithm: i32): u32 {
  return algorithm < 0 ? 0 : 1 << algorithm;
}
