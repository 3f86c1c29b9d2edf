import { createPublicKey, type JsonWebKey } from "node:crypto";
import { KEY_MAX, KEY_TYPE, MIN_MODULUS } from "../image/layout.js";
import { KeyError } from "./problem.js";

/** A JWK as JSON has it. */
export type Jwk = Readonly<Record<string, unknown>>;

/** What of a key is written into a key set; the diagram is in src/image/key-set.ts. */
export interface Material {
  readonly type: number;
  readonly bytes: Uint8Array;
  /** Bytes of the modulus, or of the secret; what else they are is a matter of the type. */
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

/**
 * The material of a JWK (RFC 7518 §6, RFC 8037 §2); of a private key its public part.
 * @throws {KeyError}
 */
export function materialOf(jwk: Jwk): Material {
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
      throw unknownType("kty", jwk.kty);
  }
}

function rsa(jwk: Jwk): Material {
  const n = withoutZeros(decode(jwk, "n"));
  const e = withoutZeros(decode(jwk, "e"));
  checkNumbers(n, e);
  const bytes = spki({ kty: "RSA", n: encode(n), e: encode(e) });
  return {
    type: KEY_TYPE.RSA,
    bytes,
    size: n.length,
    modulus: { offset: bytes.indexOf(n), size: n.length },
    exponent: { offset: bytes.length - e.length, size: e.length },
  };
}

function checkNumbers(n: Buffer, e: Buffer): void {
  const bits = 8 * n.length - Math.clz32(n[0] ?? 0) + 24;
  if (n.length < MIN_MODULUS || bits < 8 * MIN_MODULUS)
    throw new KeyError(
      "weak-key",
      `an RSA key of ${n.length === 0 ? 0 : bits} bits`,
      "make one of 2048 bits or more",
    );
  if (n.length > KEY_MAX.MODULUS)
    throw new KeyError("large-key", `an RSA key of ${bits} bits`, "make one of at most 8192 bits");
  if (e.length > KEY_MAX.EXPONENT)
    throw new KeyError("large-key", "an RSA exponent of more than 32 bits", "make a key with exponent 65537");
  const isOdd = (number: Buffer) => ((number.at(-1) ?? 0) & 1) === 1;
  if (!isOdd(n) || !isOdd(e) || (e.length === 1 && e[0] === 1))
    throw new KeyError("broken-key", "no RSA key has this modulus and exponent", "export the key again");
}

function ec(jwk: Jwk): Material {
  const curve = CURVES.get(jwk.crv);
  if (curve === undefined) throw unknownType("crv", jwk.crv);
  const [x, y] = [decode(jwk, "x"), decode(jwk, "y")];
  if (x.length !== curve.coordinate || y.length !== curve.coordinate)
    throw new KeyError(
      "key-form",
      `\`x\` and \`y\` of ${jwk.crv} have ${curve.coordinate} bytes each`,
      "pad them with zeros in front",
    );
  const bytes = spki({ kty: "EC", crv: jwk.crv as string, x: encode(x), y: encode(y) });
  return { type: curve.type, bytes, size: curve.coordinate };
}

function okp(jwk: Jwk): Material {
  if (jwk.crv !== "Ed25519") throw unknownType("crv", jwk.crv);
  const bytes = decode(jwk, "x");
  if (bytes.length !== 32)
    throw new KeyError("key-form", "`x` of Ed25519 has 32 bytes", "export the key again");
  return { type: KEY_TYPE.ED25519, bytes, size: bytes.length };
}

function secret(jwk: Jwk): Material {
  const bytes = decode(jwk, "k");
  if (bytes.length < 32)
    throw new KeyError(
      "weak-key",
      `a secret of ${8 * bytes.length} bits`,
      "make one of 256 random bits or more",
    );
  if (bytes.length > KEY_MAX.SECRET)
    throw new KeyError(
      "large-key",
      `a secret of ${bytes.length} bytes`,
      `make one of at most ${KEY_MAX.SECRET}`,
    );
  return { type: KEY_TYPE.SECRET, bytes, size: bytes.length };
}

function spki(jwk: JsonWebKey): Buffer {
  try {
    return createPublicKey({ key: jwk, format: "jwk" }).export({ type: "spki", format: "der" });
  } catch {
    throw new KeyError("broken-key", "no such key is possible", "export the key again");
  }
}

function decode(jwk: Jwk, name: string): Buffer {
  const text = jwk[name];
  const bytes = typeof text === "string" ? Buffer.from(text, "base64url") : Buffer.alloc(0);
  if (bytes.length > 0 && encode(bytes) === text) return bytes;
  throw new KeyError(
    "key-form",
    `\`${name}\` is no base64url`,
    "write it as RFC 7517 has it, without padding",
  );
}

function encode(bytes: Buffer): string {
  return bytes.toString("base64url");
}

/** Some writers put a zero before a number whose first bit is set (RFC 7518 §6.3.1.1). */
function withoutZeros(number: Buffer): Buffer {
  const first = number.findIndex((byte) => byte !== 0);
  return first < 0 ? number.subarray(0, 0) : number.subarray(first);
}

function unknownType(name: string, value: unknown): KeyError {
  if (typeof value !== "string")
    return new KeyError("key-form", `\`${name}\` is missing or no text`, "write it as RFC 7517 has it");
  return new KeyError(
    "unknown-key-type",
    `keys of \`${name}\` \`${value}\` sign no tokens here`,
    "nothing, if no token is signed with it",
    "warning",
  );
}
