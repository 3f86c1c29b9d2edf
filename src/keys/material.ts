import { createPublicKey } from "node:crypto";
import { KEY_MAX, KEY_TYPE, MIN_MODULUS } from "../image/layout.js";
import { KeyError } from "./key-error.js";

/** A JSON Web Key as it was read (RFC 7517 §4). */
export type JsonWebKey = Readonly<Record<string, unknown>>;

/** What of a key is written into a key set; the diagram is in src/image/key-set.ts. */
export interface Material {
  /** A KEY_TYPE. */
  readonly type: number;
  readonly bytes: Uint8Array;
  /** Bytes of the modulus, of a coordinate, or of the secret. */
  readonly size: number;
  /** Of RSA: where they are in the bytes. */
  readonly modulus?: Range;
  readonly exponent?: Range;
}

export interface Range {
  readonly offset: number;
  readonly size: number;
}

const CURVES: ReadonlyMap<unknown, { readonly type: number; readonly coordinate: number }> = new Map([
  ["P-256", { type: KEY_TYPE.P256, coordinate: 32 }],
  ["P-384", { type: KEY_TYPE.P384, coordinate: 48 }],
  ["P-521", { type: KEY_TYPE.P521, coordinate: 66 }],
]);

const ED25519_POINT = 32;

/** Keys of small order, without the bit of the sign: for each of them anybody makes signatures that many take. */
const WEAK_POINTS: ReadonlySet<string> = new Set([
  "00".repeat(32),
  `01${"00".repeat(31)}`,
  ...["ec", "ed", "ee"].map((first) => `${first}${"ff".repeat(30)}7f`),
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
]);

/** Bytes of a secret for the shortest digest (RFC 7518 §3.2). */
const MIN_SECRET = 32;

/**
 * The material of a key (RFC 7518 §6, RFC 8037 §2); of a private one its public part.
 * @throws {KeyError}
 */
export function materialOf(jwk: JsonWebKey): Material {
  switch (jwk.kty) {
    case "RSA":
      return rsa(jwk);
    case "EC":
      return ec(jwk);
    case "OKP":
      return okp(jwk);
    case "oct":
      return secret(jwk);
    default:
      throw otherType("kty", jwk.kty);
  }
}

function rsa(jwk: JsonWebKey): Material {
  const n = withoutZeros(decode(jwk, "n"));
  const e = withoutZeros(decode(jwk, "e"));
  checkModulus(n);
  checkExponent(e);
  const bytes = spki({ kty: "RSA", n: encode(n), e: encode(e) });
  const modulus = { offset: bytes.indexOf(n), size: n.length };
  const exponent = { offset: bytes.length - e.length, size: e.length };
  return { type: KEY_TYPE.RSA, bytes, size: n.length, modulus, exponent };
}

function checkModulus(n: Buffer): void {
  const bits = 8 * n.length + 24 - Math.clz32(n[0] ?? 0);
  const key = `is an RSA key of ${n.length === 0 ? 0 : bits} bits`;
  if (bits < 8 * MIN_MODULUS) throw new KeyError("wrong", `${key}; ${8 * MIN_MODULUS} are the least`);
  if (n.length > KEY_MAX.MODULUS) throw new KeyError("wrong", `${key}; ${8 * KEY_MAX.MODULUS} are the most`);
  if (isEven(n)) throw new KeyError("wrong", "is no RSA key: its `n` is even; export it again");
}

function checkExponent(e: Buffer): void {
  if (e.length > KEY_MAX.EXPONENT)
    throw new KeyError("wrong", "has an `e` of more than 32 bits; 65537 (`AQAB`) is the usual one");
  if (isEven(e) || (e.length === 1 && e[0] === 1))
    throw new KeyError("wrong", "has an `e` that is even or 1; export it again");
}

/** So is nothing. */
function isEven(number: Buffer): boolean {
  return ((number.at(-1) ?? 0) & 1) === 0;
}

function ec(jwk: JsonWebKey): Material {
  const curve = CURVES.get(jwk.crv);
  if (curve === undefined) throw otherType("crv", jwk.crv);
  const [x, y] = [decode(jwk, "x"), decode(jwk, "y")];
  if (x.length !== curve.coordinate || y.length !== curve.coordinate)
    throw new KeyError("wrong", `has an \`x\` or \`y\` that is not of ${curve.coordinate} bytes`);
  const bytes = spki({ kty: "EC", crv: String(jwk.crv), x: encode(x), y: encode(y) });
  return { type: curve.type, bytes, size: curve.coordinate };
}

function okp(jwk: JsonWebKey): Material {
  if (jwk.crv !== "Ed25519") throw otherType("crv", jwk.crv);
  const bytes = decode(jwk, "x");
  if (bytes.length !== ED25519_POINT)
    throw new KeyError("wrong", `has an \`x\` that is not of ${ED25519_POINT} bytes`);
  if (isWeakPoint(bytes)) throw new KeyError("wrong", "is a point of small order; make another key");
  return { type: KEY_TYPE.ED25519, bytes, size: bytes.length };
}

function isWeakPoint(point: Buffer): boolean {
  const unsigned = Buffer.from(point);
  unsigned[ED25519_POINT - 1] = (point[ED25519_POINT - 1] ?? 0) & 0x7f;
  return WEAK_POINTS.has(unsigned.toString("hex"));
}

function secret(jwk: JsonWebKey): Material {
  const bytes = decode(jwk, "k");
  const key = `is a secret of ${bytes.length} bytes`;
  if (bytes.length < MIN_SECRET) throw new KeyError("wrong", `${key}; ${MIN_SECRET} are the least`);
  if (bytes.length > KEY_MAX.SECRET) throw new KeyError("wrong", `${key}; ${KEY_MAX.SECRET} are the most`);
  return { type: KEY_TYPE.SECRET, bytes, size: bytes.length };
}

/** SubjectPublicKeyInfo in DER. */
function spki(key: Record<string, string>): Buffer {
  try {
    return createPublicKey({ key, format: "jwk" }).export({ type: "spki", format: "der" });
  } catch {
    throw new KeyError("wrong", `is no ${key.crv ?? key.kty} key: it has no such point; export it again`);
  }
}

/** Base64url as an encoder writes it (RFC 7515 §2). */
function decode(jwk: JsonWebKey, name: string): Buffer {
  const text = jwk[name];
  const bytes = Buffer.from(typeof text === "string" ? text : "", "base64url");
  if (bytes.length > 0 && encode(bytes) === text) return bytes;
  throw new KeyError("wrong", `has no \`${name}\` in base64url without padding`);
}

function encode(bytes: Buffer): string {
  return bytes.toString("base64url");
}

/** Some writers put a zero before a number whose first bit is set (RFC 7518 §6.3.1.1). */
function withoutZeros(number: Buffer): Buffer {
  const first = number.findIndex((byte) => byte !== 0);
  return number.subarray(first < 0 ? number.length : first);
}

function otherType(name: string, value: unknown): KeyError {
  if (typeof value !== "string") return new KeyError("wrong", `has no \`${name}\` that is text`);
  return new KeyError("skipped", `its \`${name}\` is \`${value}\`, which signs no tokens here`);
}
