/** JWK sets, fetched by the module and compiled by the compiler: the same bytes. */
import { createHash, generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { judgeKey } from "../../src/keys/judge.js";
import { jwksToKeySet } from "../../src/keys/key-set.js";
import { Random } from "../differential/random-policy.js";
import { instantiate } from "./compile.js";

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly input: { readonly value: number };
  convert(text: bigint): bigint;
  isSound(keySet: bigint): number;
}
const wasm = instantiate<Exports>("jwks");

/** What the module makes of a text; undefined: nothing. */
function converted(text: string): string | undefined {
  const bytes = Buffer.from(text);
  const at = wasm.input.value;
  Buffer.from(wasm.memory.buffer).set(bytes, at);
  const keySet = BigInt.asUintN(64, wasm.convert((BigInt(bytes.length) << 32n) | BigInt(at)));
  if (keySet === 0n) return undefined;
  expect(wasm.isSound(keySet)).toBe(1);
  const [address, size] = [Number(keySet & 0xffffffffn), Number(keySet >> 32n)];
  return Buffer.from(wasm.memory.buffer, address, size).toString("hex");
}

function compiled(text: string): string {
  return Buffer.from(jwksToKeySet(JSON.parse(text).keys)).toString("hex");
}

type Jwk = Record<string, unknown>;
const rsa = (bits: number, exponent = 65537) =>
  exported(
    generateKeyPairSync("rsa", { modulusLength: bits, publicExponent: exponent }).publicKey.export({
      format: "jwk",
    }),
  );
const ec = (curve: string) =>
  exported(generateKeyPairSync("ec", { namedCurve: curve }).publicKey.export({ format: "jwk" }));
const exported = (jwk: object) => jwk as Jwk;
const bytes = (size: number, seed = "") =>
  Buffer.concat(
    Array.from({ length: Math.ceil(size / 32) }, (_, index) =>
      createHash("sha256").update(`${seed}${index}`).digest(),
    ),
  ).subarray(0, size);
const secret = (size: number): Jwk => ({ kty: "oct", k: bytes(size).toString("base64url") });
const jwks = (...keys: readonly unknown[]) => JSON.stringify({ keys });

const RSA = rsa(2048);
const P256 = ec("P-256");
const ED25519 = exported(generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" }));
const sixtyFour = Array.from({ length: 64 }, (_, index) => ({ ...P256, kid: `${index}` }));
const PRIVATE = exported(
  generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" }),
);

describe("a JWK set that is fetched has the bytes of one that is compiled", () => {
  test.each<[string, string]>([
    ["RSA, 2048 bits", jwks({ ...RSA, kid: "a" })],
    ["RSA, 3072 bits", jwks(rsa(3072))],
    ["RSA, 4096 bits and exponent 3", jwks(rsa(4096, 3))],
    ["RSA of 2056 bits", jwks(rsa(2056))],
    ["RSA with zeros before its numbers", jwks(withZeros(RSA))],
    ["P-256", jwks({ ...P256, use: "sig", alg: "ES256" })],
    ["P-384", jwks(ec("P-384"))],
    ["P-521", jwks(ec("P-521"))],
    ["Ed25519", jwks({ ...ED25519, alg: "EdDSA" })],
    ["Ed25519 under its newer name", jwks({ ...ED25519, alg: "Ed25519" })],
    ["the public part of a private key", jwks({ ...PRIVATE, key_ops: ["sign"] })],
    ["secrets of every length that matters", jwks(...[32, 47, 48, 63, 64, 1024].map(secret))],
    ["one algorithm of several", jwks({ ...RSA, alg: "PS384" }, { ...secret(64), alg: "HS256" })],
    ["an empty kid, and kids of any text", jwks({ ...P256, kid: "" }, { ...RSA, kid: 'é"\\\n\u{1f511}' })],
    ["the longest kid", jwks({ ...P256, kid: "k".repeat(256) })],
    ["keys of one kid", jwks({ ...P256, kid: "a" }, { ...RSA, kid: "a" })],
    ["64 keys, and others", jwks({ ...P256, use: "enc" }, ...sixtyFour)],
    [
      "other members, space, and escapes",
      ` {"x": [1, {}], "keys" : [ ${escaped(JSON.stringify(P256))} ] } \n`,
    ],
    ["keys for something else among them", jwks({ ...RSA, use: "enc" }, P256, { kty: "OKP", crv: "X25519" })],
    ["keys of unknown types among them", jwks({ kty: "AKP", pub: "AA" }, P256, { ...P256, alg: "ECDH-ES" })],
    ["keys for other operations among them", jwks({ ...RSA, key_ops: ["encrypt"] }, P256)],
  ])("%s", (_, text) => {
    expect(converted(text)).toBe(compiled(text));
  });
});

describe("what the compiler judges as wrong is left out", () => {
  test.each<[string, Jwk]>([
    ["RSA of 1024 bits", { ...RSA, n: RSA.n?.toString().slice(0, 171) }],
    ["RSA of 2047 bits", { ...RSA, n: bytesWith(256, 0x7f) }],
    ["RSA of more than 8192 bits", { ...RSA, n: bytesWith(1025, 0xff) }],
    ["an even modulus", { ...RSA, n: Buffer.alloc(256, 0xfe).toString("base64url") }],
    ["an even exponent", { ...RSA, e: "Ag" }],
    ["the exponent 1", { ...RSA, e: "AQ" }],
    ["an exponent of 33 bits", { ...RSA, e: "AQAAAAE" }],
    ["no exponent", { kty: "RSA", n: RSA.n }],
    ["padding", { ...ED25519, x: `${ED25519.x}=` }],
    ["base64, not base64url", { ...ED25519, x: `+/${String(ED25519.x).slice(2)}` }],
    ["a coordinate too short", { ...P256, x: String(P256.x).slice(0, 40) }],
    ["coordinates of another curve", { ...P256, crv: "P-384" }],
    ["a short secret", secret(31)],
    ["a long secret", secret(1025)],
    ["a secret too short for its algorithm", { ...secret(32), alg: "HS512" }],
    ["an algorithm of another type", { ...P256, alg: "RS256" }],
    ["an algorithm that is no text", { ...P256, alg: null }],
    ["a kid that is no text", { ...P256, kid: 1 }],
    ["a long kid", { ...P256, kid: "k".repeat(257) }],
    ["no type", { ...P256, kty: undefined }],
  ])("%s", (_, key) => {
    expect(judgeKey(key)).not.toHaveProperty("algorithms");
    expect(converted(jwks(P256, key))).toBe(compiled(jwks(P256)));
    expect(converted(jwks(key))).toBeUndefined();
  });

  test("what is no object", () => {
    expect(converted(jwks("key", [P256], P256))).toBe(compiled(jwks(P256)));
  });

  test("a key whose members come twice", () => {
    const twice = JSON.stringify(P256).replace("{", '{"kty":"EC",');
    expect(converted(`{"keys":[${twice},${JSON.stringify(RSA)}]}`)).toBe(compiled(jwks(RSA)));
  });
});

test.each([
  ["nothing", ""],
  ["no JSON", "<html>502 Bad Gateway</html>"],
  ["JSON that is cut off", jwks(RSA, P256).slice(0, -1)],
  ["a list", JSON.stringify([P256])],
  ["no list of keys", '{"keys":{}}'],
  ["no keys", jwks()],
  ["keys twice", `{"keys":[],"keys":[${JSON.stringify(P256)}]}`],
  ["65 keys", jwks(P256, ...sixtyFour)],
  ["JSON that is too deep", `{"x":${"[".repeat(40)}${"]".repeat(40)},"keys":[${JSON.stringify(P256)}]}`],
])("%s is no JWK set", (_, text) => {
  expect(converted(text)).toBeUndefined();
});

test("whatever comes, what is made of it is sound", () => {
  const random = new Random(1);
  const text = jwks({ ...RSA, kid: "a" }, ec("P-521"), { ...P256, alg: "ES256" }, ED25519, secret(64));
  let made = 0;
  for (let round = 0; round < 5000; round++) {
    const broken = Buffer.from(text);
    for (let edits = random.below(4); edits >= 0; edits--) {
      broken[random.below(broken.length)] = random.pick([...Buffer.from('"{}[],:\\0Az-_=')]);
    }
    if (converted(broken.toString("latin1")) !== undefined) made++;
  }
  expect(made).toBeGreaterThan(1000);
});

function withZeros(jwk: Jwk): Jwk {
  const padded = (name: "n" | "e") =>
    Buffer.concat([Buffer.alloc(2), Buffer.from(String(jwk[name]), "base64url")]).toString("base64url");
  return { ...jwk, n: padded("n"), e: padded("e") };
}

function bytesWith(size: number, first: number): string {
  return Buffer.concat([Buffer.of(first), bytes(size - 2), Buffer.of(1)]).toString("base64url");
}

/** The same JSON, with every letter of its values escaped. */
function escaped(json: string): string {
  return json.replaceAll(/(?<=:")[^"]+/g, (value) =>
    value.replaceAll(/./g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
}
