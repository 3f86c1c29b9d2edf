import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign, verify } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { Crypto } from "./crypto.js";

let crypto: Crypto;
beforeAll(() => {
  crypto = Crypto.load();
}, 60_000);

const ROUNDS = 100;

/** The same key for Node, and its bytes. */
function newKey(): { key: Buffer; privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  return { key: Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url"), privateKey };
}

/** What Node says, which throws at a key that is no point. */
function nodeVerifies(key: Buffer, message: Buffer, signature: Buffer): boolean {
  try {
    const jwk = { kty: "OKP", crv: "Ed25519", x: key.toString("base64url") };
    return verify(null, message, createPublicKey({ key: jwk, format: "jwk" }), signature);
  } catch {
    return false;
  }
}

function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

describe("verifyEd25519", () => {
  it("accepts what Node signs", () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { key, privateKey } = newKey();
      const message = randomBytes(3 * round);
      expect(crypto.verifyEd25519(key, message, sign(null, message, privateKey)), key.toString("hex")).toBe(
        true,
      );
    }
  });

  it("refuses what Node refuses: any other bit of key, message and signature", () => {
    const { key, privateKey } = newKey();
    const message = randomBytes(40);
    const signature = sign(null, message, privateKey);
    const changed = (bytes: Buffer) =>
      Array.from({ length: ROUNDS }, (_, i) => flipped(bytes, (7 * i) % (8 * bytes.length)));
    const all = [
      ...changed(key).map((other) => [other, message, signature] as const),
      ...changed(message).map((other) => [key, other, signature] as const),
      ...changed(signature).map((other) => [key, message, other] as const),
    ];
    for (const [a, b, c] of all) {
      const text = [a, b, c].map((bytes) => bytes.toString("hex")).join(" ");
      expect([nodeVerifies(a, b, c), crypto.verifyEd25519(a, b, c)], text).toEqual([false, false]);
    }
  });

  it("takes no signature that is cut or has more behind it", () => {
    const { key, privateKey } = newKey();
    const message = randomBytes(40);
    const signature = sign(null, message, privateKey);
    for (let length = 0; length < 64; length++) {
      expect(crypto.verifyEd25519(key, message, signature.subarray(0, length))).toBe(false);
    }
    expect(crypto.verifyEd25519(key, message, Buffer.concat([signature, Buffer.alloc(1)]))).toBe(false);
  });
});
