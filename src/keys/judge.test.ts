import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { judgeKey } from "./judge.js";
import type { JsonWebKey } from "./material.js";

function rsa(bits: number, publicExponent = 65_537): JsonWebKey {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: bits, publicExponent });
  return { ...publicKey.export({ format: "jwk" }) };
}

function ec(namedCurve: string): JsonWebKey {
  return { ...generateKeyPairSync("ec", { namedCurve }).publicKey.export({ format: "jwk" }) };
}

function bytes(length: number, value = 0xa5): string {
  return Buffer.alloc(length, value).toString("base64url");
}

/** A modulus of so many bits; who made it does not matter. */
function modulus(bits: number): string {
  const number = (1n << BigInt(bits)) - 1n;
  return Buffer.from(number.toString(16).padStart(2 * Math.ceil(bits / 8), "0"), "hex").toString("base64url");
}

const RSA = rsa(2048);
const P256 = ec("P-256");
const ED25519 = { ...generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" }) };
const PRIVATE = {
  ...generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" }),
};
const SECRET = { kty: "oct", k: bytes(32) };
const RSA_ALL = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];

/** Of an order that divides 8: as an encoder writes them, with a sign that none would write, and over the modulus. */
const WEAK_POINTS = [
  "00".repeat(32),
  `${"00".repeat(31)}80`,
  `01${"00".repeat(31)}`,
  `01${"00".repeat(30)}80`,
  `ec${"ff".repeat(30)}7f`,
  `ed${"ff".repeat(31)}`,
  `ee${"ff".repeat(30)}7f`,
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
];

describe("judgeKey", () => {
  test.each<[string, JsonWebKey, readonly string[]]>([
    ["RSA", RSA, RSA_ALL],
    ["RSA with zeros before its numbers", { ...RSA, n: withZero(RSA.n), e: "AAEAAQ" }, RSA_ALL],
    ["RSA of 2049 bits", { ...RSA, n: modulus(2049) }, RSA_ALL],
    ["RSA of 4096 bits", { ...RSA, n: modulus(4096) }, RSA_ALL],
    ["RSA of more, which PSS is too large for", { ...RSA, n: modulus(4104) }, ["RS256", "RS384", "RS512"]],
    ["RSA of 8192 bits", { ...RSA, n: modulus(8192) }, ["RS256", "RS384", "RS512"]],
    ["RSA with exponent 3", { ...RSA, e: "Aw" }, RSA_ALL],
    ["RSA for one algorithm", { ...RSA, alg: "PS384" }, ["PS384"]],
    ["P-256", P256, ["ES256"]],
    ["P-384", ec("P-384"), ["ES384"]],
    ["P-521", ec("P-521"), ["ES512"]],
    ["Ed25519", ED25519, ["EdDSA"]],
    ["Ed25519 by the name of RFC 9864", { ...ED25519, alg: "Ed25519" }, ["EdDSA"]],
    ["a private key", PRIVATE, ["ES256"]],
    ["a secret of 32 bytes", SECRET, ["HS256"]],
    ["a secret of 48 bytes", { ...SECRET, k: bytes(48) }, ["HS256", "HS384"]],
    ["a secret of 64 bytes", { ...SECRET, k: bytes(64) }, ["HS256", "HS384", "HS512"]],
    ["one for signatures", { ...P256, use: "sig", key_ops: ["verify"] }, ["ES256"]],
    ["one that signs", { ...PRIVATE, key_ops: ["sign"] }, ["ES256"]],
    ["one with a kid", { ...P256, kid: "é".repeat(128) }, ["ES256"]],
    ["one with parts that nobody knows", { ...P256, x5t: "AA", ext: true }, ["ES256"]],
  ])("takes %s", (_, jwk, algorithms) => {
    expect(judgeKey(jwk)).toEqual({ algorithms });
  });

  test.each<[JsonWebKey, string]>([
    [{ kty: "OKP", crv: "X25519", x: bytes(32) }, "its `crv` is `X25519`, which signs no tokens here"],
    [{ kty: "OKP", crv: "Ed448", x: bytes(57) }, "its `crv` is `Ed448`, which signs no tokens here"],
    [{ ...ec("secp256k1") }, "its `crv` is `secp256k1`, which signs no tokens here"],
    [{ kty: "EC", crv: "constructor" }, "its `crv` is `constructor`, which signs no tokens here"],
    [{ kty: "AKP", alg: "ML-DSA-44" }, "its `kty` is `AKP`, which signs no tokens here"],
    [{ ...RSA, use: "enc" }, "its `use` is `enc`"],
    [{ ...RSA, key_ops: ["encrypt"] }, "its `key_ops` lack `verify`"],
    [{ ...RSA, key_ops: "verify" }, "its `key_ops` lack `verify`"],
    [{ ...RSA, alg: "RSA-OAEP" }, "it has an `alg` of `RSA-OAEP`, which signs no tokens"],
    [{ ...RSA, alg: "toString" }, "it has an `alg` of `toString`, which signs no tokens"],
  ])("skips %j", (jwk, skipped) => {
    expect(judgeKey(jwk)).toEqual({ skipped });
  });

  test.each<[string, JsonWebKey, string]>([
    ...WEAK_POINTS.map((x): [string, JsonWebKey, string] => [
      `the point ${x}`,
      { ...ED25519, x: Buffer.from(x, "hex").toString("base64url") },
      "is a point of small order; make another key",
    ]),
    ["nothing", {}, "has no `kty` that is text"],
    ["a kty that is no text", { kty: 1 }, "has no `kty` that is text"],
    ["EC without a curve", { kty: "EC" }, "has no `crv` that is text"],
    ["RSA of 512 bits", { ...RSA, n: modulus(512) }, "is an RSA key of 512 bits; 2048 are the least"],
    ["RSA of 2047 bits", { ...RSA, n: modulus(2047) }, "is an RSA key of 2047 bits; 2048 are the least"],
    ["RSA of 0", { ...RSA, n: "AA" }, "is an RSA key of 0 bits; 2048 are the least"],
    ["RSA of 8193 bits", { ...RSA, n: modulus(8193) }, "is an RSA key of 8193 bits; 8192 are the most"],
    ["an even modulus", { ...RSA, n: bytes(256, 0xfe) }, "is no RSA key: its `n` is even; export it again"],
    ["exponent 1", { ...RSA, e: "AQ" }, "has an `e` that is even or 1; export it again"],
    ["an even exponent", { ...RSA, e: "BA" }, "has an `e` that is even or 1; export it again"],
    ["exponent 0", { ...RSA, e: "AA" }, "has an `e` that is even or 1; export it again"],
    [
      "an exponent of 40 bits",
      { ...RSA, e: bytes(5, 0xff) },
      "has an `e` of more than 32 bits; 65537 (`AQAB`) is the usual one",
    ],
    ["no exponent", { ...RSA, e: undefined }, "has no `e` in base64url without padding"],
    ["base64", { ...RSA, n: `${"+/".repeat(171)}` }, "has no `n` in base64url without padding"],
    ["padding", { ...RSA, e: "AQAB==" }, "has no `e` in base64url without padding"],
    ["RS256 on a curve", { ...P256, alg: "RS256" }, "has an `alg` of `RS256`; it is for ES256"],
    ["Ed25519's name elsewhere", { ...P256, alg: "Ed25519" }, "has an `alg` of `Ed25519`; it is for ES256"],
    ["a short secret for its own", { ...SECRET, alg: "HS512" }, "has an `alg` of `HS512`; it is for HS256"],
    [
      "a large key for PSS",
      { ...RSA, n: modulus(8192), alg: "PS256" },
      "has an `alg` of `PS256`; it is for RS256 or RS384 or RS512",
    ],
    ["an alg that is no text", { ...P256, alg: 7 }, "has an `alg` of `7`; it is for ES256"],
    ["a short coordinate", { ...P256, x: bytes(31) }, "has an `x` or `y` that is not of 32 bytes"],
    [
      "a point elsewhere",
      { ...P256, y: bytes(32, 1) },
      "is no P-256 key: it has no such point; export it again",
    ],
    ["a short point", { ...ED25519, x: bytes(31) }, "has an `x` that is not of 32 bytes"],
    ["a short secret", { ...SECRET, k: bytes(31) }, "is a secret of 31 bytes; 32 are the least"],
    ["a long secret", { ...SECRET, k: bytes(1025) }, "is a secret of 1025 bytes; 1024 are the most"],
    ["a kid that is no text", { ...P256, kid: 1 }, "has a `kid` that is no text"],
    ["half of a surrogate pair", { ...P256, kid: "\ud800" }, "has a `kid` that is no text"],
    ["a long kid", { ...P256, kid: "é".repeat(129) }, "has a `kid` of 258 bytes; 256 are the most"],
  ])("says what is wrong with %s", (_, jwk, wrong) => {
    expect(judgeKey(jwk)).toEqual({ wrong });
  });
});

function withZero(number: unknown): string {
  return Buffer.concat([Buffer.alloc(1), Buffer.from(String(number), "base64url")]).toString("base64url");
}
