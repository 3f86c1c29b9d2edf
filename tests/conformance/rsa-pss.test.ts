import {
  constants,
  createHash,
  generateKeyPairSync,
  type KeyObject,
  privateEncrypt,
  randomBytes,
  sign,
} from "node:crypto";
import { beforeAll, describe, expect, it, test } from "vitest";
import { type Bits, Crypto, type RsaKey } from "./crypto.js";
import { type Encoding, encodePss } from "./pss-encoding.js";
import { power, RsaPrivateKey, toBytes, toNumber } from "./rsa-key.js";

let crypto: Crypto;
beforeAll(() => {
  crypto = Crypto.load();
}, 60_000);

const ROUNDS = 10;

interface KeyPair {
  readonly key: RsaKey;
  readonly privateKey: KeyObject;
}

function newKey(modulusLength: number, publicExponent = 65_537): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength, publicExponent });
  const { n = "", e = "" } = publicKey.export({ format: "jwk" });
  return { key: { n: Buffer.from(n, "base64url"), e: Buffer.from(e, "base64url") }, privateKey };
}

function signPss({ privateKey }: KeyPair, bits: Bits, message: Buffer, saltLength = bits / 8): Buffer {
  return sign(`sha${bits}`, message, {
    key: privateKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength,
  });
}

const KEY = newKey(2048);

const MESSAGE = randomBytes(100);

/** With zeros before it. */
function padded(encoded: Buffer, length: number): Buffer {
  return Buffer.concat([Buffer.alloc(length - encoded.length), encoded]);
}

describe("verifyRsaPss", () => {
  const digests: readonly Bits[] = [256, 384, 512];

  test.each([2048, 3072, 4096])("accepts what Node signs with %i bits", (size) => {
    const pair = newKey(size);
    for (const bits of digests) {
      for (let round = 0; round < ROUNDS; round++) {
        const message = randomBytes(round * 30);
        const signature = signPss(pair, bits, message);
        expect(crypto.verifyRsaPss(bits, pair.key, message, signature)).toBe(true);
        signature[round] = (signature[round] ?? 0) ^ 1;
        expect(crypto.verifyRsaPss(bits, pair.key, message, signature)).toBe(false);
      }
    }
  });

  test.each([2049, 2055, 2056, 2057, 2080])("accepts a modulus of %i bits", (bits) => {
    const key = new RsaPrivateKey(bits);
    const signature = key.sign(padded(encodePss(MESSAGE, { bits: bits - 1 }), key.n.length));
    expect(crypto.verifyRsaPss(256, key, MESSAGE, signature)).toBe(true);
  });

  test.each([3, 17, 0x10001, 0x80000001, 0xfffffffb])("accepts the exponent %i", (exponent) => {
    const pair = newKey(2048, exponent);
    expect(crypto.verifyRsaPss(256, pair.key, MESSAGE, signPss(pair, 256, MESSAGE))).toBe(true);
  });

  test.each([1024, 2040, 2047, 4097])("refuses a modulus of %i bits", (bits) => {
    const key = new RsaPrivateKey(bits);
    const signature = key.sign(padded(encodePss(MESSAGE, { bits: bits - 1 }), key.n.length));
    expect(crypto.verifyRsaPss(256, key, MESSAGE, signature)).toBe(false);
  });

  test.each([0, 20, 31, 33, 64, 222])("refuses a salt of %i bytes", (saltLength) => {
    expect(crypto.verifyRsaPss(256, KEY.key, MESSAGE, signPss(KEY, 256, MESSAGE, saltLength))).toBe(false);
  });

  it("refuses PKCS #1 v1.5", () => {
    const signature = sign("sha256", MESSAGE, KEY.privateKey);
    expect(crypto.verifyRsaPss(256, KEY.key, MESSAGE, signature)).toBe(false);
  });

  it("refuses the exponent 1, with which every encoded message signs itself", () => {
    const encoded = encodePss(MESSAGE, { bits: 2047 });
    const key = { n: Buffer.alloc(256, 0xff), e: Buffer.of(1) };
    expect(crypto.verifyRsaPss(256, key, MESSAGE, encoded)).toBe(false);
  });

  it("refuses a signature without the zero that it begins with", () => {
    let signature = signPss(KEY, 256, MESSAGE);
    while (signature[0] !== 0) signature = signPss(KEY, 256, MESSAGE);
    expect(crypto.verifyRsaPss(256, KEY.key, MESSAGE, signature)).toBe(true);
    expect(crypto.verifyRsaPss(256, KEY.key, MESSAGE, signature.subarray(1))).toBe(false);
  }, 120_000);
});

describe("an encoded message", () => {
  const flaws: readonly (Encoding & { readonly flaw: string })[] = [
    { flaw: "another trailer", trailer: 0xcc },
    { flaw: "a bit set before the first", firstBit: 1 },
    { flaw: "2 for 1 before the salt", separator: 2 },
    { flaw: "0 for 1 before the salt", separator: 0 },
    { flaw: "no zeros first", padding: 1 },
    { flaw: "the last zero not one", lastPadding: 1 },
    { flaw: "MGF1 with another hash function", maskHash: "sha1" },
    { flaw: "MGF1 that counts from 1", firstCounter: 1 },
    { flaw: "another hash of the message", hash: createHash("sha256").update("other").digest() },
    { flaw: "another prefix than eight zeros", prefix: Buffer.alloc(8, 1) },
    { flaw: "no prefix", prefix: Buffer.alloc(0) },
    { flaw: "a salt that is a byte short", saltLength: 31 },
    { flaw: "no salt", saltLength: 0 },
  ];

  /** A number below the modulus: another salt, until it is one. */
  function encodeBelow(modulus: Uint8Array, encoding: Encoding, first = Buffer.alloc(0)): Buffer {
    for (;;) {
      const encoded = Buffer.concat([first, encodePss(MESSAGE, encoding)]);
      if (toNumber(encoded) < toNumber(modulus)) return encoded;
    }
  }

  const verifies = (encoding: Encoding) => {
    const key = { key: KEY.privateKey, padding: constants.RSA_NO_PADDING };
    const signature = privateEncrypt(key, encodeBelow(KEY.key.n, encoding));
    return crypto.verifyRsaPss(256, KEY.key, MESSAGE, signature);
  };

  it("is accepted without a flaw", () => {
    expect(verifies({})).toBe(true);
  });

  test.each(flaws)("is refused with $flaw", (encoding) => {
    expect(verifies(encoding)).toBe(false);
  });

  it("is refused with a byte before it, where the modulus has one", () => {
    const key = new RsaPrivateKey(2049);
    const verifiesAfter = (first: number) => {
      const encoded = encodeBelow(key.n, { bits: 2048 }, Buffer.of(first));
      return crypto.verifyRsaPss(256, key, MESSAGE, key.sign(encoded));
    };
    expect([verifiesAfter(0), verifiesAfter(1)]).toEqual([true, false]);
  });
});

describe("power", () => {
  /** Random, odd, with some zeros before it; its first byte is not 0. */
  function newModulus(length: number): Buffer {
    const modulus = randomBytes(length);
    modulus[0] = Math.max(1, (modulus[0] ?? 0) >> (length % 8));
    modulus[length - 1] = (modulus[length - 1] ?? 0) | 1;
    return modulus;
  }

  const LENGTHS = [...Array.from({ length: 20 }, (_, i) => i + 1), 100, 255, 256, 257, 511, 512];

  test.each([3, 5, 0x10001, 0xffffffff])(
    "%i is that of whole numbers, for moduli of every length",
    (exponent) => {
      for (const length of LENGTHS) {
        const modulus = newModulus(length);
        const base = toBytes(toNumber(randomBytes(length)) % toNumber(modulus), length);
        const expected = power(toNumber(base), BigInt(exponent), toNumber(modulus));
        const text = `${base.toString("hex")} modulo ${modulus.toString("hex")}`;
        expect(crypto.power(base, exponent, modulus)?.toString("hex"), text).toBe(
          toBytes(expected, length).toString("hex"),
        );
      }
    },
  );

  it("takes words that are all ones, and the largest base", () => {
    for (const length of [4, 8, 256, 512]) {
      const modulus = Buffer.alloc(length, 0xff);
      const base = Buffer.alloc(length, 0xff);
      base[length - 1] = 0xfe; // -1
      expect(crypto.power(base, 65_537, modulus)?.toString("hex")).toBe(base.toString("hex"));
      expect(crypto.power(modulus, 3, modulus)).toBe(undefined);
      expect(crypto.power(Buffer.alloc(length), 3, modulus)?.toString("hex")).toBe("00".repeat(length));
    }
  });
});
