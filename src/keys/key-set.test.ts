import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { ALGORITHM, KEY_RECORD, KEY_SET, KEY_SET_MAGIC, KEY_TYPE } from "../image/layout.js";
import { jwksToKeySet, MAX_KEYS } from "./key-set.js";

const RSA = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey;
const SECRET = { kty: "oct", k: Buffer.alloc(32, 7).toString("base64url") };

/** Reads a set as its diagram has it. */
function read(set: Uint8Array) {
  const bytes = Buffer.from(set);
  const u32 = (at: number) => bytes.readUInt32LE(at);
  const range = (at: number) => bytes.subarray(u32(at), u32(at) + u32(at + 4));
  const keys = Array.from({ length: u32(KEY_SET.COUNT) }, (_, key) => {
    const at = KEY_SET.KEYS + key * KEY_RECORD.SIZE;
    return {
      type: bytes.readUInt8(at),
      algorithms: bytes.readUInt16LE(at + KEY_RECORD.ALGORITHMS),
      kid: u32(at + KEY_RECORD.KID) === 0 ? undefined : range(at + KEY_RECORD.KID).toString(),
      material: range(at + KEY_RECORD.MATERIAL),
      modulus: range(at + KEY_RECORD.MODULUS).toString("base64url"),
      exponent: range(at + KEY_RECORD.EXPONENT).toString("base64url"),
    };
  });
  return { magic: u32(KEY_SET.MAGIC), size: u32(KEY_SET.SIZE), keys };
}

describe("jwksToKeySet", () => {
  test("says where the numbers of an RSA key are in its SubjectPublicKeyInfo", () => {
    const jwk = RSA.export({ format: "jwk" });
    const set = jwksToKeySet([{ ...jwk, kid: "a", alg: "RS256" }]);
    const { magic, size, keys } = read(set);
    expect([magic, size]).toEqual([KEY_SET_MAGIC, set.length]);
    expect(keys).toHaveLength(1);
    expect(keys[0]).toMatchObject({ type: KEY_TYPE.RSA, algorithms: 1 << ALGORITHM.RS256, kid: "a" });
    expect([keys[0]?.modulus, keys[0]?.exponent]).toEqual([jwk.n, jwk.e]);
    const key = createPublicKey({ key: keys[0]?.material ?? Buffer.alloc(0), format: "der", type: "spki" });
    expect(key.equals(RSA)).toBe(true);
  });

  test("keeps keys in their order, whatever their kid, and leaves out what cannot verify", () => {
    const kids = ["b", "a", undefined, "b", ""];
    const jwks = kids.flatMap((kid) => [{ ...SECRET, kid }, { ...SECRET, use: "enc" }, { kty: "x" }]);
    const { keys } = read(jwksToKeySet(jwks));
    expect(keys.map(({ kid }) => kid)).toEqual(kids);
    expect(keys.map(({ material }) => material.toString("base64url"))).toEqual(kids.map(() => SECRET.k));
  });

  test("may be empty, and holds 64 keys", () => {
    expect(read(jwksToKeySet([])).keys).toEqual([]);
    expect(read(jwksToKeySet(Array(MAX_KEYS).fill(SECRET))).keys).toHaveLength(64);
    expect(() => jwksToKeySet(Array(MAX_KEYS + 1).fill(SECRET))).toThrow(RangeError);
  });
});
