/** Signatures that are cut, bent, of other numbers with the same meaning, or of another encoding. */
import { GOOD, type TokenCase } from "./case.js";
import {
  bent,
  claims,
  ecdsa,
  ed25519,
  good,
  part,
  pss,
  RS256,
  rsa,
  type Sign,
  toBytes,
  toNumber,
  withClaims,
  withHeader,
} from "./forge.js";
import { KEYS } from "./issuers.js";

const SIGNATURE = "token-signature";

/** The order of P-256 (FIPS 186-4 §D.1.2.3). */
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The order of Ed25519's base point (RFC 8032 §5.1). */
const ED25519_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

/** A point of order 1, as a signature has it. */
const NEUTRAL = Buffer.from([1, ...Array<number>(31).fill(0)]);

const es256 = ecdsa("sha256", KEYS.p256.privateKey);
const es512 = ecdsa("sha512", KEYS.p521.privateKey);

const modulus = Buffer.from(String(KEYS.rsa.publicKey.export({ format: "jwk" }).n), "base64url");

function zeros(length: number): Buffer {
  return Buffer.alloc(length);
}

function es(signer: Sign): string {
  return withHeader({ alg: "ES256", kid: "p256" }, signer);
}

/** A good ES256 token, with other numbers. */
function esWith(change: (r: bigint, s: bigint) => readonly [bigint, bigint]): string {
  return es((text) => {
    const bytes = es256(text);
    const [r, s] = change(toNumber(bytes.subarray(0, 32)), toNumber(bytes.subarray(32)));
    return Buffer.concat([toBytes(r, 32), toBytes(s, 32)]);
  });
}

function ed(change: (r: Buffer, s: Buffer) => readonly Uint8Array[]): string {
  return withHeader({ alg: "EdDSA", kid: "ed" }, (text) => {
    const bytes = Buffer.from(ed25519(text));
    return Buffer.concat(change(bytes.subarray(0, 32), bytes.subarray(32)));
  });
}

/** A number of Ed25519, whose bytes have the lowest first. */
function plus(s: Buffer, more: bigint): Buffer {
  return toBytes(toNumber(Buffer.from(s).reverse()) + more, 32).reverse();
}

function es521(change: (signature: Buffer) => Uint8Array): string {
  return withHeader({ alg: "ES512", kid: "p521" }, (text) => change(Buffer.from(es512(text))));
}

export const RSA_SIGNATURES: readonly TokenCase[] = [
  ["another token's signature", () => good().replace(/[^.]*$/, part(RS256("x"))), SIGNATURE],
  ["another payload", () => good().replace(/\.[^.]+\./, `.${part(claims({ sub: "root" }))}.`), SIGNATURE],
  [
    "a bit changed",
    () => bent((bytes) => Buffer.from(bytes.map((byte, i) => byte ^ Number(i === 99)))),
    SIGNATURE,
  ],
  ["a byte cut off", () => bent((bytes) => bytes.subarray(0, -1)), SIGNATURE],
  ["the first byte cut off", () => bent((bytes) => bytes.subarray(1)), SIGNATURE],
  ["a byte more", () => bent((bytes) => Buffer.concat([bytes, zeros(1)])), SIGNATURE],
  ["a zero before", () => bent((bytes) => Buffer.concat([zeros(1), bytes])), SIGNATURE],
  ["256 zeros before", () => bent((bytes) => Buffer.concat([zeros(256), bytes])), SIGNATURE],
  ["itself twice", () => bent((bytes) => Buffer.concat([bytes, bytes])), SIGNATURE],
  ["one byte", () => bent(() => zeros(1)), SIGNATURE],
  ["0", () => bent(() => zeros(256)), SIGNATURE],
  ["1", () => bent(() => toBytes(1n, 256)), SIGNATURE],
  ["the modulus", () => bent(() => modulus), SIGNATURE],
  ["more than the modulus", () => bent(() => Buffer.alloc(256, 0xff)), SIGNATURE],
  ["its negative", () => bent((bytes) => toBytes(toNumber(modulus) - toNumber(bytes), 256)), SIGNATURE],
  ["10 KB", () => bent(() => Buffer.alloc(10_000, 1)), SIGNATURE],
  ["SHA-1 called RS256", () => withClaims(claims(), rsa("sha1")), SIGNATURE],
  ["SHA-512 called RS256", () => withClaims(claims(), rsa("sha512")), SIGNATURE],
  ["PSS called RS256", () => withClaims(claims(), pss("sha256", 32)), SIGNATURE],
  ...[0, 20, 31, 33, 64, 222].map(
    (salt): TokenCase => [
      `PSS with a salt of ${salt} bytes`,
      () => withHeader({ alg: "PS256", kid: "rsa" }, pss("sha256", salt)),
      SIGNATURE,
    ],
  ),
  ["PSS as it should be", () => withHeader({ alg: "PS256", kid: "rsa" }, pss("sha256", 32)), GOOD],
  [
    "PSS of SHA-384 called PS256",
    () => withHeader({ alg: "PS256", kid: "rsa" }, pss("sha384", 32)),
    SIGNATURE,
  ],
  [
    "PSS, cut",
    () => withHeader({ alg: "PS256", kid: "rsa" }, (text) => pss("sha256", 32)(text).subarray(1)),
    SIGNATURE,
  ],
  ["PSS of 0", () => withHeader({ alg: "PS256", kid: "rsa" }, () => zeros(256)), SIGNATURE],
  ["PSS of the modulus", () => withHeader({ alg: "PS256", kid: "rsa" }, () => modulus), SIGNATURE],
];

export const ECDSA_SIGNATURES: readonly TokenCase[] = [
  ["DER", () => es(ecdsa("sha256", KEYS.p256.privateKey, "der")), SIGNATURE],
  ["high s, which is as good", () => esWith((r, s) => [r, P256_ORDER - s]), GOOD],
  ["r = 0", () => esWith((_, s) => [0n, s]), SIGNATURE],
  ["s = 0", () => esWith((r) => [r, 0n]), SIGNATURE],
  ["r = s = 0", () => esWith(() => [0n, 0n]), SIGNATURE],
  ["r = s = 1", () => esWith(() => [1n, 1n]), SIGNATURE],
  ["r = s = the order", () => esWith(() => [P256_ORDER, P256_ORDER]), SIGNATURE],
  ["r over the order", () => esWith((_, s) => [P256_ORDER + 1n, s]), SIGNATURE],
  ["s over the order", () => esWith((r) => [r, P256_ORDER + 1n]), SIGNATURE],
  ["r and s all ones", () => esWith(() => [2n ** 256n - 1n, 2n ** 256n - 1n]), SIGNATURE],
  ["the negative of r", () => esWith((r, s) => [P256_ORDER - r, s]), SIGNATURE],
  ["r and s changed about", () => esWith((r, s) => [s, r]), SIGNATURE],
  ["r alone", () => es((text) => es256(text).subarray(0, 32)), SIGNATURE],
  ["a byte less", () => es((text) => es256(text).subarray(0, 63)), SIGNATURE],
  ["a byte more", () => es((text) => Buffer.concat([es256(text), zeros(1)])), SIGNATURE],
  [
    "zeros before r and s",
    () =>
      es((text) =>
        Buffer.concat([zeros(1), es256(text).subarray(0, 32), zeros(1), es256(text).subarray(32)]),
      ),
    SIGNATURE,
  ],
  ["a signature of P-384", () => es(ecdsa("sha256", KEYS.p384.privateKey)), SIGNATURE],
  ["SHA-512 called ES256", () => es(ecdsa("sha512", KEYS.p256.privateKey)), SIGNATURE],
  ["P-521 with 65 bytes a number", () => es521((bytes) => bytes.subarray(2)), SIGNATURE],
  ["P-521 of zeros", () => es521((bytes) => zeros(bytes.length)), SIGNATURE],
  ["P-521 of ones", () => es521((bytes) => Buffer.alloc(bytes.length, 0xff)), SIGNATURE],
  ["P-521 as it should be", () => es521((bytes) => bytes), GOOD],
];

export const ED25519_SIGNATURES: readonly TokenCase[] = [
  ["as it should be", () => ed((r, s) => [r, s]), GOOD],
  ["S over the order", () => ed((r, s) => [r, plus(s, ED25519_ORDER)]), SIGNATURE],
  ["S that is the order", () => ed((r) => [r, plus(zeros(32), ED25519_ORDER)]), SIGNATURE],
  ["S = 0", () => ed((r) => [r, zeros(32)]), SIGNATURE],
  ["R of small order", () => ed((_, s) => [NEUTRAL, s]), SIGNATURE],
  ["R of small order and S = 0", () => ed(() => [NEUTRAL, zeros(32)]), SIGNATURE],
  ["R that is no point", () => ed((_, s) => [Buffer.alloc(32, 0xff), s]), SIGNATURE],
  [
    "the sign of R changed",
    () => ed((r, s) => [Buffer.from(r.map((byte, i) => byte ^ (i === 31 ? 128 : 0))), s]),
    SIGNATURE,
  ],
  ["zeros", () => ed(() => [zeros(64)]), SIGNATURE],
  ["ones", () => ed(() => [Buffer.alloc(64, 0xff)]), SIGNATURE],
  ["a byte less", () => ed((r, s) => [r, s.subarray(1)]), SIGNATURE],
  ["a byte more", () => ed((r, s) => [r, s, zeros(1)]), SIGNATURE],
  ["R alone", () => ed((r) => [r]), SIGNATURE],
];
