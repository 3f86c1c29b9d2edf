/** The SDK's `verifySignature` and `sign` over the Node host's foreign functions. */
import { generateKeyPairSync, sign, verify } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import { CRYPTO_FUNCTIONS } from "../../src/host/crypto.js";
import { Status } from "../../src/host/index.js";
import { Tokens } from "./tokens.js";

const TEXT = "what is signed";
const RSA = generateKeyPairSync("rsa", { modulusLength: 2048 });
const P521 = generateKeyPairSync("ec", { namedCurve: "P-521" });
const KEYS = { RSA, "P-256": generateKeyPairSync("ec", { namedCurve: "P-256" }), "P-521": P521 };
const SPKI = RSA.publicKey.export({ type: "spki", format: "der" });
const PKCS8 = RSA.privateKey.export({ type: "pkcs8", format: "der" });
const SIGNATURE = sign("sha256", Buffer.from(TEXT), RSA.privateKey);

let module: Tokens;
beforeAll(() => {
  module = new Tokens();
}, 60_000);
beforeEach(() => {
  for (const [name, call] of CRYPTO_FUNCTIONS) module.foreign.set(name, call);
});

function answer(name: string, status: Status, hex: string): void {
  module.foreign.set(name, () => ({ status, result: Buffer.from(hex.replaceAll(" ", ""), "hex") }));
}

describe.each(Object.entries(KEYS))("%s", (_, { privateKey, publicKey }) => {
  const spki = publicKey.export({ type: "spki", format: "der" });
  const pkcs8 = privateKey.export({ type: "pkcs8", format: "der" });

  test.each([256, 384, 512])("with SHA-%i", (bits) => {
    const signature = sign(`sha${bits}`, Buffer.from(TEXT), privateKey);
    expect(module.verify(bits, spki, signature, TEXT)).toBe(true);
    expect(module.verify(bits, spki, signature, `${TEXT} `)).toBe(false);
    const made = module.sign(bits, pkcs8, TEXT) ?? Buffer.alloc(0);
    expect(verify(`sha${bits}`, Buffer.from(TEXT), publicKey, made)).toBe(true);
  });

  it("signs and verifies texts of any length", () => {
    for (const length of [0, 1, 127, 128, 16_383, 16_384, 100_000]) {
      const text = "x".repeat(length);
      expect(module.verify(256, spki, module.sign(256, pkcs8, text) ?? Buffer.alloc(0), text)).toBe(true);
    }
  });
});

describe("verifySignature", () => {
  test.each([
    ["false", Status.Ok, "08 00"],
    ["nothing", Status.Ok, ""],
    ["an error", Status.Ok, "12 01 78"],
    ["true, and an error", Status.Ok, "08 01 12 01 78"],
    ["half of true", Status.Ok, "08"],
    ["true as another field", Status.Ok, "10 01"],
    ["2", Status.Ok, "08 02"],
    ["true, but refuses", Status.BadArgument, "08 01"],
    ["true, but fails", Status.InternalFailure, "08 01"],
    ["true, but knows no such function", Status.NotFound, "08 01"],
  ])("believes no host that says %s", (_, status, hex) => {
    expect(module.verify(256, SPKI, SIGNATURE, TEXT)).toBe(true);
    answer("verify_signature", status, hex);
    expect(module.verify(256, SPKI, SIGNATURE, TEXT)).toBe(false);
  });

  it("is false where the host has no such function", () => {
    module.foreign.clear();
    expect(module.verify(256, SPKI, SIGNATURE, TEXT)).toBe(false);
  });
});

describe("sign", () => {
  test.each([
    ["false, with a signature", Status.Ok, "08 00 12 01 78"],
    ["a signature alone", Status.Ok, "12 01 78"],
    ["true alone", Status.Ok, "08 01"],
    ["an empty signature", Status.Ok, "08 01 12 00"],
    ["a signature that is cut", Status.Ok, "08 01 12 02 78"],
    ["a length that is cut", Status.Ok, "08 01 12 80"],
    ["something behind", Status.Ok, "08 01 12 01 78 1a 01 78"],
    ["an error", Status.Ok, "08 01 1a 01 78"],
    ["a signature, but refuses", Status.BadArgument, "08 01 12 01 78"],
  ])("takes nothing from a host that says %s", (_, status, hex) => {
    answer("sign", Status.Ok, "08 01 12 01 78");
    expect(module.sign(256, PKCS8, TEXT)?.toString()).toBe("x");
    answer("sign", status, hex);
    expect(module.sign(256, PKCS8, TEXT)).toBe(undefined);
  });

  it("makes nothing where the host has no such function", () => {
    module.foreign.clear();
    expect(module.sign(256, PKCS8, TEXT)).toBe(undefined);
  });
});
