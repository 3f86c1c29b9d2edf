import { describe, expect, test } from "vitest";
import { type Algorithm, ASYMMETRIC, type Issuer, SYMMETRIC } from "./identity.js";
import {
  ED25519,
  encode,
  makeToken,
  P256,
  P384,
  P521,
  RSA,
  rsa,
  SECRET,
  secret,
  signText,
  type TestKey,
} from "./testing/tokens.js";
import { verifyToken } from "./token.js";

const place = { file: "test", line: 1, column: 1, length: 1 };
const NOW = 1_000_000;
const CLAIMS = { iss: "login", aud: "shop", sub: "alice", exp: NOW + 10 };

function issuer(keys: readonly TestKey[], more: Partial<Issuer> = {}): Issuer {
  return {
    name: "login",
    issuer: "login",
    audiences: ["shop"],
    algorithms: ASYMMETRIC,
    leewayNs: 5e9,
    tokens: [],
    keys: { jwks: keys.map(({ jwk }) => jwk) },
    claimHeaders: [],
    forward: true,
    place,
    ...more,
  };
}

function verdict(token: string, ...issuers: Issuer[]): string {
  const payload = verifyToken(token, issuers, NOW);
  return typeof payload === "string" ? payload : "good";
}

const KEYS: readonly [Algorithm, TestKey][] = [
  ["RS256", RSA],
  ["RS384", RSA],
  ["RS512", RSA],
  ["PS256", RSA],
  ["PS384", RSA],
  ["PS512", RSA],
  ["ES256", P256],
  ["ES384", P384],
  ["ES512", P521],
  ["EdDSA", ED25519],
  ["HS256", SECRET],
  ["HS384", SECRET],
  ["HS512", SECRET],
];
const ALL = [...ASYMMETRIC, ...SYMMETRIC];

test.each(KEYS)("%s: good, and refused with a changed payload", (alg, key) => {
  const token = makeToken(key, { alg }, CLAIMS);
  const [header, , signature] = token.split(".");
  const forged = `${header}.${encode(JSON.stringify({ ...CLAIMS, sub: "mallory" }))}.${signature}`;
  expect(verdict(token, issuer([key], { algorithms: ALL }))).toBe("good");
  expect(verdict(forged, issuer([key], { algorithms: ALL }))).toBe("token-signature");
});

const with_ = (key: TestKey, more: Record<string, unknown>): TestKey => ({
  ...key,
  jwk: { ...key.jwk, ...more },
});
const good = (header: Record<string, unknown> = {}) => makeToken(RSA, { alg: "RS256", ...header }, CLAIMS);

test.each<[string, string, Issuer, string]>([
  [
    "an algorithm that the issuer does not name",
    good(),
    issuer([RSA], { algorithms: ["ES256"] }),
    "token-key",
  ],
  [
    "a secret that is the public key",
    makeToken(SECRET, { alg: "HS256" }, CLAIMS),
    issuer([RSA], { algorithms: ALL }),
    "token-key",
  ],
  ["another curve", makeToken(P256, { alg: "ES256" }, CLAIMS), issuer([P384]), "token-key"],
  ["a key of 1024 bits", makeToken(rsa(1024), { alg: "RS256" }, CLAIMS), issuer([rsa(1024)]), "token-key"],
  [
    "a secret too short",
    makeToken(secret(31), { alg: "HS256" }, CLAIMS),
    issuer([secret(31)], { algorithms: ALL }),
    "token-key",
  ],
  ["a key for encryption", good(), issuer([with_(RSA, { use: "enc" })]), "token-key"],
  ["a key for another algorithm", good(), issuer([with_(RSA, { alg: "RS384" })]), "token-key"],
  ["a key for this algorithm", good(), issuer([with_(RSA, { alg: "RS256", use: "sig" })]), "good"],
  ["its kid", good({ kid: "a" }), issuer([with_(P256, { kid: "b" }), with_(RSA, { kid: "a" })]), "good"],
  ["an unknown kid", good({ kid: "c" }), issuer([with_(RSA, { kid: "a" })]), "token-key"],
  ["a kid, and keys without", good({ kid: "c" }), issuer([RSA]), "token-key"],
  ["a kid that is a number", good({ kid: 1 }), issuer([with_(RSA, { kid: "1" })]), "token-key"],
  ["no kid: the right key is tried after others", good(), issuer([rsa(2048), RSA]), "good"],
  [
    "no kid: no more than eight are tried",
    good(),
    issuer([...Array(8).fill(rsa(2048)), RSA]),
    "token-signature",
  ],
  [
    "keys that never came",
    good(),
    issuer([], { keys: { uri: "https://a", refreshNs: 1, cluster: "a" } }),
    "token-key",
  ],
])("keys: %s", (_, token, from, expected) => {
  expect(verdict(token, from)).toBe(expected);
});

test.each<[string, Record<string, unknown>, string]>([
  ["no alg", { alg: undefined }, "token-algorithm"],
  ["none", { alg: "none" }, "token-algorithm"],
  ["another case", { alg: "rs256" }, "token-algorithm"],
  ["crit", { crit: ["exp"] }, "token-critical"],
  ["jwk", { jwk: {} }, "token-key"],
  ["jku", { jku: "https://a" }, "token-key"],
  ["x5u", { x5u: "https://a" }, "token-key"],
  ["x5c", { x5c: [] }, "token-key"],
  ["typ JWT", { typ: "jwt" }, "good"],
  ["typ at+jwt", { typ: "application/AT+JWT" }, "good"],
  ["a transaction token", { typ: "txntoken+jwt" }, "token-type"],
  ["a typ that is no text", { typ: 1 }, "token-type"],
])("header: %s", (_, more, expected) => {
  const header = JSON.stringify({ alg: "RS256", ...more });
  expect(verdict(signText(RSA, "RS256", header, JSON.stringify(CLAIMS)), issuer([RSA]))).toBe(expected);
});

test.each<[string, Record<string, unknown>, string]>([
  ["no iss", { iss: undefined }, "token-issuer"],
  ["another iss", { iss: "Login" }, "token-issuer"],
  ["iss in a list", { iss: ["login"] }, "token-issuer"],
  ["exp within the leeway", { exp: NOW - 4 }, "good"],
  ["exp at its end", { exp: NOW - 5 }, "token-expired"],
  ["exp with a fraction", { exp: NOW - 4.5 }, "good"],
  ["no exp", { exp: undefined }, "token-form"],
  ["exp as text", { exp: "2000000" }, "token-form"],
  ["nbf within the leeway", { nbf: NOW + 5 }, "good"],
  ["nbf behind it", { nbf: NOW + 6 }, "token-early"],
  ["iat behind it", { iat: NOW + 6 }, "token-early"],
  ["iat as text", { iat: "0" }, "token-form"],
  ["another aud", { aud: "other" }, "token-audience"],
  ["one of several", { aud: ["other", 1, "shop"] }, "good"],
  ["no aud", { aud: undefined }, "token-audience"],
  ["sub as a number", { sub: 7 }, "token-form"],
  ["no sub", { sub: undefined }, "good"],
])("claims: %s", (_, more, expected) => {
  expect(verdict(makeToken(RSA, { alg: "RS256" }, { ...CLAIMS, ...more }), issuer([RSA]))).toBe(expected);
});

test("no audiences: aud is not looked at", () => {
  const token = makeToken(RSA, { alg: "RS256" }, { ...CLAIMS, aud: 7 });
  expect(verdict(token, issuer([RSA], { audiences: [] }))).toBe("good");
});

describe("form", () => {
  const header = JSON.stringify({ alg: "RS256" });
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
  const withClaim = (json: string) => JSON.stringify(CLAIMS).replace("{", `{"x":${json},`);
  const payloads: readonly [string, string, string][] = [
    ["a member twice", '{"iss":"login","iss":"login"}', "token-form"],
    ["a member twice, written otherwise", '{"iss":"login","\\u0069ss":"login"}', "token-form"],
    ["a member twice, further inside", withClaim('{"a":1,"a":2}'), "token-form"],
    ["as deep as it may be", withClaim(nested(15)), "good"],
    ["deeper", withClaim(nested(16)), "token-form"],
    ["as many items as may be", withClaim(JSON.stringify(Array(256).fill(0))), "good"],
    ["more", withClaim(JSON.stringify(Array(257).fill(0))), "token-form"],
    ["half of a surrogate pair", withClaim('"\\ud800"'), "token-form"],
    ["a number too large", JSON.stringify(CLAIMS).replace(/"exp":\d+/, '"exp":1e400'), "token-form"],
    ["a list", "[]", "token-form"],
    ["something behind", `${JSON.stringify(CLAIMS)}1`, "token-form"],
    ["a zero before a number", withClaim("01"), "token-form"],
    ["a byte order mark", `\ufeff${JSON.stringify(CLAIMS)}`, "token-form"],
    ["a comma too many", withClaim("[1,]"), "token-form"],
  ];
  test.each(payloads)("payload: %s", (_, text, expected) => {
    expect(verdict(signText(RSA, "RS256", header, text), issuer([RSA]))).toBe(expected);
  });

  const token = good();
  const [, payload = "", signature = ""] = token.split(".");
  test.each<[string, string, string]>([
    ["nothing", "", "token-form"],
    ["two parts", `${encode(header)}.${payload}`, "token-form"],
    ["four parts", `${token}.`, "token-form"],
    ["no signature", `${encode(header)}.${payload}.`, "token-signature"],
    ["padding", `${encode(header)}=.${payload}.${signature}`, "token-form"],
    [
      "bits behind the last byte",
      `${token.slice(0, -1)}${token.endsWith("A") ? "B" : nextCharacter(token)}`,
      "token-form",
    ],
    ["plain base64", `${encode(header)}.${payload}.+/${signature.slice(2)}`, "token-form"],
    ["a header twice alg", `${encode('{"alg":"RS256","alg":"none"}')}.${payload}.${signature}`, "token-form"],
    ["16 KiB and a byte", "a".repeat(16 * 1024 + 1), "token-size"],
  ])("%s", (_, text, expected) => {
    expect(verdict(text, issuer([RSA]))).toBe(expected);
  });
});

/** The last character with a bit that stands for nothing: 256 bytes leave four bits over. */
function nextCharacter(token: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return alphabet.charAt(alphabet.indexOf(token.slice(-1)) + 1);
}
