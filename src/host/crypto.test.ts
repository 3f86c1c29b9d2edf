import { generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import { describe, expect, it, test } from "vitest";
import { Status } from "./abi.js";
import { CRYPTO_FUNCTIONS } from "./crypto.js";
import { readMessage, writeMessage } from "./wire-format.js";

const TEXT = Buffer.from("text");
const RSA = generateKeyPairSync("rsa", { modulusLength: 2048 });
const P256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
const P521 = generateKeyPairSync("ec", { namedCurve: "P-521" });
const KOBLITZ = generateKeyPairSync("ec", { namedCurve: "secp256k1" });
const ED25519 = generateKeyPairSync("ed25519");
const PSS = generateKeyPairSync("rsa-pss", { modulusLength: 2048 });

function spki({ publicKey }: { publicKey: KeyObject }): Buffer {
  return publicKey.export({ type: "spki", format: "der" });
}

function pkcs8({ privateKey }: { privateKey: KeyObject }): Buffer {
  return privateKey.export({ type: "pkcs8", format: "der" });
}

function call(name: string, argument: Uint8Array) {
  const foreign = CRYPTO_FUNCTIONS.get(name);
  if (foreign === undefined) throw new Error(`no ${name}`);
  const { status, result = new Uint8Array() } = foreign(argument);
  return { status, fields: Object.fromEntries(readMessage(result) ?? []) };
}

/** Each field by its number. */
function message(fields: Readonly<Record<number, string | Uint8Array>>): Uint8Array {
  return writeMessage(Object.entries(fields).map(([number, value]) => [Number(number), Buffer.from(value)]));
}

function verifySignature(hash: string, key: Buffer, signature: Uint8Array) {
  return call("verify_signature", message({ 1: hash, 2: key, 3: signature, 4: TEXT }));
}

const VERIFIED = { status: Status.Ok, fields: { 1: 1n } };

function refused(error: string) {
  return { status: Status.Ok, fields: { 2: Buffer.from(error) } };
}

const FAILED = refused("Failed to verify digest. Error code: 0");

describe("verify_signature", () => {
  test.each(["sha1", "sha256", "SHA384", "sha512"])("of RSA with %s", (hash) => {
    const signature = sign(hash.toLowerCase(), TEXT, RSA.privateKey);
    expect(verifySignature(hash, spki(RSA), signature)).toEqual(VERIFIED);
    expect(verifySignature("sha224", spki(RSA), signature)).toEqual(FAILED);
  });

  it("takes ECDSA signatures in DER alone", () => {
    const raw = sign("sha256", TEXT, { key: P256.privateKey, dsaEncoding: "ieee-p1363" });
    expect(verifySignature("sha256", spki(P256), sign("sha256", TEXT, P256.privateKey))).toEqual(VERIFIED);
    expect(verifySignature("sha512", spki(P521), sign("sha512", TEXT, P521.privateKey))).toEqual(VERIFIED);
    expect(verifySignature("sha256", spki(P256), raw)).toEqual(FAILED);
    expect(verifySignature("sha256", spki(P256), Buffer.alloc(0))).toEqual(FAILED);
  });

  it("takes a PEM instead of DER, but not both", () => {
    const signature = sign("sha256", TEXT, RSA.privateKey);
    const pem = RSA.publicKey.export({ type: "spki", format: "pem" });
    const argument = { 1: "sha256", 3: signature, 4: TEXT };
    expect(call("verify_signature", message({ ...argument, 5: pem }))).toEqual(VERIFIED);
    expect(call("verify_signature", message({ ...argument, 5: pem, 2: spki(RSA) })).status).toBe(
      Status.BadArgument,
    );
    expect(call("verify_signature", message(argument)).status).toBe(Status.BadArgument);
  });

  it("does not know other hash functions, and verifies Ed25519 with none", () => {
    expect(verifySignature("md5", spki(RSA), TEXT)).toEqual(refused("md5 is not supported."));
    expect(verifySignature("", spki(RSA), TEXT)).toEqual(refused(" is not supported."));
    expect(verifySignature("sha512", spki(ED25519), sign(null, TEXT, ED25519.privateKey))).toEqual(
      refused("Failed to initialize digest verify."),
    );
  });

  test.each([
    ["PKCS #1", RSA.publicKey.export({ type: "pkcs1", format: "der" })],
    ["a private key", pkcs8(RSA)],
    ["RSASSA-PSS alone", spki(PSS)],
    ["another curve", spki(KOBLITZ)],
    ["nothing", Buffer.alloc(0)],
    ["no key", TEXT],
  ])("refuses the key: %s", (_, key) => {
    expect(verifySignature("sha256", key, TEXT)).toEqual({ status: Status.BadArgument, fields: {} });
  });

  test.each([
    ["nothing", ""],
    ["a cut field", "0a0a7368"],
    ["a group", "0b"],
    ["a varint without end", "ff".repeat(11)],
    ["field 0", "020000"],
    ["a hash that is no UTF-8", "0a01ff"],
  ])("refuses the argument: %s", (_, hex) => {
    expect(call("verify_signature", Buffer.from(hex, "hex")).status).toBe(Status.BadArgument);
  });
});

describe("sign", () => {
  test.each([
    ["RSA", RSA],
    ["P-256", P256],
    ["P-521", P521],
  ])("makes signatures of %s that are verified", (_, key) => {
    const { status, fields } = call("sign", message({ 1: "sha256", 2: pkcs8(key), 3: TEXT }));
    expect([status, fields[1]]).toEqual([Status.Ok, 1n]);
    expect(verify("sha256", TEXT, key.publicKey, fields[2] as Buffer)).toBe(true);
  });

  it("takes a PEM instead of DER", () => {
    const pem = RSA.privateKey.export({ type: "pkcs8", format: "pem" });
    expect(call("sign", message({ 1: "sha256", 4: pem, 3: TEXT })).fields[1]).toBe(1n);
  });

  it("refuses a public key, another hash function, and a key without one", () => {
    expect(call("sign", message({ 1: "sha256", 2: spki(RSA), 3: TEXT })).status).toBe(Status.BadArgument);
    expect(call("sign", message({ 1: "md5", 2: pkcs8(RSA), 3: TEXT })).fields[1]).toBe(undefined);
    expect(call("sign", message({ 1: "sha512", 2: pkcs8(ED25519), 3: TEXT })).fields[1]).toBe(undefined);
  });
});
