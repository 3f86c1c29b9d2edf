/** What is checked of a token beside its signature, and in which order. */
import { createHmac, randomBytes } from "node:crypto";
import { beforeAll, describe, expect, it, test } from "vitest";
import { algorithmBits } from "../../src/keys/algorithms.js";
import { jwksToKeySet } from "../../src/keys/key-set.js";
import { type Expected, Tokens } from "./tokens.js";

const NOW = 1_764_000_000.5;
const ISSUER = "https://login.shop.example";
const SECRET = randomBytes(32);
const EXPECTED: Expected = {
  issuer: ISSUER,
  algorithms: algorithmBits(["HS256", "RS256"]),
  now: NOW,
  leeway: 60,
};
const HEADER = { alg: "HS256" };
const CLAIMS = { iss: ISSUER, sub: "ann", aud: "shop-api", exp: NOW + 10 };
const TAKEN = "";

let tokens: Tokens;
beforeAll(() => {
  tokens = new Tokens();
  open([{ kid: "a" }, { kid: "b" }]);
}, 60_000);

/** Keys of the same secret, which differ in what is given. */
function open(keys: readonly object[]): void {
  const jwks = keys.map((key) => ({ kty: "oct", k: SECRET.toString("base64url"), ...key }));
  expect(tokens.open(jwksToKeySet(jwks))).toBe(true);
}

/** JSON text is taken as it is. */
function encode(part: object | string | Buffer): string {
  const bytes =
    part instanceof Buffer ? part : Buffer.from(typeof part === "string" ? part : JSON.stringify(part));
  return bytes.toString("base64url");
}

/** Well signed, whatever it says. */
function token(header: object | string | Buffer = HEADER, claims: object | string | Buffer = CLAIMS): string {
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${createHmac("sha256", SECRET).update(signed).digest("base64url")}`;
}

function check(text: string, expected: Partial<Expected> = {}): string {
  return tokens.check(text, { ...EXPECTED, ...expected });
}

function nested(depth: number): string {
  return `${"[".repeat(depth)}1${"]".repeat(depth)}`;
}

/** A payload of JSON text beside the claims that it needs. */
function withMember(text: string): string {
  return JSON.stringify(CLAIMS).replace("{", `{${text},`);
}

const GOOD = () => token();
const [HEAD = "", BODY = "", TAG = ""] = token().split(".");

const FORMS: readonly (readonly [string, string, string])[] = [
  ["a good one", token(), TAKEN],
  ["nothing", "", "token-form"],
  ["one part", HEAD, "token-form"],
  ["two parts", `${HEAD}.${BODY}`, "token-form"],
  ["four parts", `${token()}.`, "token-form"],
  ["dots alone", "..", "token-form"],
  ["no header", `.${BODY}.${TAG}`, "token-form"],
  ["no payload", `${HEAD}..${TAG}`, "token-form"],
  ["no signature", `${HEAD}.${BODY}.`, "token-signature"],
  ["space before", ` ${token()}`, "token-form"],
  ["space behind", `${token()} `, "token-form"],
  ["a line break", `${HEAD}.${BODY}\n.${TAG}`, "token-form"],
  ["padding", `${token()}=`, "token-form"],
  ["the alphabet of base64", `${HEAD}.${BODY}.${TAG.slice(0, -1)}+`, "token-form"],
  [
    "bits behind the last byte",
    `${HEAD}.${BODY}.${TAG.slice(0, -1)}${TAG.endsWith("B") ? "C" : "B"}`,
    "token-form",
  ],
  ["a character too many", `${HEAD}A.${BODY}.${TAG}`, "token-form"],
  ["a header that is no JSON", token("{alg:HS256}"), "token-form"],
  ["a header that is an array", token('["HS256"]'), "token-form"],
  ["a header that is text", token('"alg"'), "token-form"],
  ["a header that is no UTF-8", token(Buffer.from('{"alg":"HS256","a":"\xff"}', "latin1")), "token-form"],
  ["a header with a byte order mark", token('\ufeff{"alg":"HS256"}'), "token-form"],
  ["a header with a name twice", token('{"alg":"HS256","alg":"HS256"}'), "token-form"],
  ["a header with a name twice, escaped", token('{"alg":"none","\\u0061lg":"HS256"}'), "token-form"],
  ["a payload that is no JSON", token(HEADER, "x"), "token-form"],
  ["a payload that is null", token(HEADER, "null"), "token-form"],
  ["a payload with something behind", token(HEADER, `${JSON.stringify(CLAIMS)}{}`), "token-form"],
  ["a payload with space around", token(HEADER, `\r\n ${JSON.stringify(CLAIMS)}\t`), TAKEN],
  ["a claim twice", token(HEADER, withMember(`"sub":"bob"`)), "token-form"],
  ["a name twice further down", token(HEADER, withMember('"a":[{"b":{"c":1,"c":2}}]')), "token-form"],
  [
    "the same name in two objects",
    token(HEADER, withMember('"a":{"sub":1},"b":[{"sub":1},{"sub":1}]')),
    TAKEN,
  ],
  ["half of a surrogate pair", token(HEADER, withMember('"a":"\\ud800"')), "token-form"],
  ["arrays 15 deep in the payload", token(HEADER, withMember(`"a":${nested(15)}`)), TAKEN],
  ["arrays 16 deep in the payload", token(HEADER, withMember(`"a":${nested(16)}`)), "token-form"],
  ["256 items", token(HEADER, withMember(`"a":[${"1,".repeat(255)}1]`)), TAKEN],
  ["257 items", token(HEADER, withMember(`"a":[${"1,".repeat(256)}1]`)), "token-form"],
  ["a deep array in the header", token(`{"alg":"HS256","a":${nested(16)}}`), "token-form"],
  ["the form before the algorithm", token({ alg: "none" }, "x"), "token-form"],
];

const HEADERS: readonly (readonly [string, object | string, string])[] = [
  ["no algorithm", {}, "token-algorithm"],
  ["none", { alg: "none" }, "token-algorithm"],
  ["NONE", { alg: "NONE" }, "token-algorithm"],
  ["another case", { alg: "hs256" }, "token-algorithm"],
  ["an algorithm with more behind", { alg: "HS2566" }, "token-algorithm"],
  ["an unknown algorithm", { alg: "ES256K" }, "token-algorithm"],
  ["encryption", { alg: "RSA-OAEP" }, "token-algorithm"],
  ["an algorithm that is no text", { alg: 256 }, "token-algorithm"],
  ["an algorithm in a list", { alg: ["HS256"] }, "token-algorithm"],
  ["an algorithm, escaped", '{"alg":"\\u0048S256"}', TAKEN],
  ["what is critical", { ...HEADER, crit: ["b64"], b64: false }, "token-critical"],
  ["critical, but nothing", { ...HEADER, crit: [] }, "token-critical"],
  ["critical, but null", { ...HEADER, crit: null }, "token-critical"],
  ["critical before a key", { ...HEADER, crit: ["a"], jwk: {} }, "token-critical"],
  ["the algorithm before what is critical", { alg: "x", crit: ["a"] }, "token-algorithm"],
  ["its own key", { ...HEADER, jwk: { kty: "oct", k: "AA" } }, "token-key"],
  ["a URL of keys", { ...HEADER, jku: "https://evil.example" }, "token-key"],
  ["a URL of certificates", { ...HEADER, x5u: "https://evil.example" }, "token-key"],
  ["a certificate", { ...HEADER, x5c: ["AA"] }, "token-key"],
  ["a key before the type", { ...HEADER, jku: "", typ: "x" }, "token-key"],
  ["a thumbprint, which says nothing", { ...HEADER, x5t: "AA" }, TAKEN],
  ["type JWT", { ...HEADER, typ: "JWT" }, TAKEN],
  ["type jwt", { ...HEADER, typ: "jwt" }, TAKEN],
  ["type at+jwt", { ...HEADER, typ: "AT+jwt" }, TAKEN],
  ["a media type", { ...HEADER, typ: "application/at+JWT" }, TAKEN],
  ["a media type of another case", { ...HEADER, typ: "APPLICATION/jwt" }, TAKEN],
  ["a type, escaped", '{"alg":"HS256","typ":"\\u004a\\u0057\\u0054"}', TAKEN],
  ["application/ twice", { ...HEADER, typ: "application/application/jwt" }, "token-type"],
  ["a transaction token", { ...HEADER, typ: "txntoken+jwt" }, "token-type"],
  ["an ID token's logout", { ...HEADER, typ: "logout+jwt" }, "token-type"],
  ["an empty type", { ...HEADER, typ: "" }, "token-type"],
  ["a long type", { ...HEADER, typ: "J".repeat(10_000) }, "token-type"],
  ["a type that is no text", { ...HEADER, typ: null }, "token-type"],
  ["a kid", { ...HEADER, kid: "b" }, TAKEN],
  ["a kid, escaped", '{"alg":"HS256","kid":"\\u0062"}', TAKEN],
  ["an unknown kid", { ...HEADER, kid: "c" }, "token-key"],
  ["a kid with more behind", { ...HEADER, kid: "ab" }, "token-key"],
  ["an empty kid", { ...HEADER, kid: "" }, "token-key"],
  ["a long kid", { ...HEADER, kid: "a".repeat(8000) }, "token-key"],
  ["a kid that is no text", { ...HEADER, kid: 1 }, "token-key"],
  ["a kid that is null", { ...HEADER, kid: null }, "token-key"],
  ["a kid that is a path", { ...HEADER, kid: "../../dev/null" }, "token-key"],
  ["an algorithm that no key is for", { alg: "RS256" }, "token-key"],
  ["an algorithm that the issuer may not use", { alg: "HS384" }, "token-key"],
];

const PAYLOADS: readonly (readonly [string, object | string, string])[] = [
  ["no issuer", { exp: NOW + 1 }, "token-issuer"],
  ["another issuer", { ...CLAIMS, iss: "https://evil.example" }, "token-issuer"],
  ["an issuer with a slash behind", { ...CLAIMS, iss: `${ISSUER}/` }, "token-issuer"],
  ["an issuer that is cut", { ...CLAIMS, iss: ISSUER.slice(0, -1) }, "token-issuer"],
  ["an issuer of another case", { ...CLAIMS, iss: ISSUER.toUpperCase() }, "token-issuer"],
  ["an issuer in a list", { ...CLAIMS, iss: [ISSUER] }, "token-issuer"],
  ["an issuer, escaped", JSON.stringify(CLAIMS).replaceAll("/", "\\/"), TAKEN],
  ["no time", { iss: ISSUER }, "token-form"],
  ["a time that is text", { ...CLAIMS, exp: String(NOW + 1) }, "token-form"],
  ["a time that is null", { ...CLAIMS, exp: null }, "token-form"],
  ["a time without end", `{"iss":"${ISSUER}","exp":1e999}`, "token-form"],
  ["a time far off", `{"iss":"${ISSUER}","exp":1e300}`, TAKEN],
  ["expired, within the leeway", { ...CLAIMS, exp: NOW - 59.5 }, TAKEN],
  ["expired by as much as the leeway", { ...CLAIMS, exp: NOW - 60 }, "token-expired"],
  ["expired long ago", { ...CLAIMS, exp: -1 }, "token-expired"],
  ["expired at 0", { ...CLAIMS, exp: 0 }, "token-expired"],
  ["not before, within the leeway", { ...CLAIMS, nbf: NOW + 60 }, TAKEN],
  ["not before", { ...CLAIMS, nbf: NOW + 60.5 }, "token-early"],
  ["never", `{"iss":"${ISSUER}","exp":1e300,"nbf":1e999}`, "token-early"],
  ["issued ahead, within the leeway", { ...CLAIMS, iat: NOW + 60 }, TAKEN],
  ["issued ahead", { ...CLAIMS, iat: NOW + 61 }, "token-early"],
  ["expired before it is early", { ...CLAIMS, exp: 1, nbf: NOW + 100 }, "token-expired"],
  ["not before that is text", { ...CLAIMS, nbf: "1" }, "token-form"],
  ["issued at that is true", { ...CLAIMS, iat: true }, "token-form"],
  ["a subject that is a number", { ...CLAIMS, sub: 7 }, "token-form"],
  ["a subject that is null", { ...CLAIMS, sub: null }, "token-form"],
  ["no subject", { ...CLAIMS, sub: undefined }, TAKEN],
  ["no audience, where any will do", { ...CLAIMS, aud: undefined }, TAKEN],
];

const AUDIENCES: readonly (readonly [string, unknown, string])[] = [
  ["itself", "shop-api", TAKEN],
  ["itself among others", ["a", 1, null, "shop-api"], TAKEN],
  ["itself, with more behind", "shop-api2", "token-audience"],
  ["others", ["a", "b"], "token-audience"],
  ["nobody", [], "token-audience"],
  ["none", undefined, "token-audience"],
  ["no text", 1, "token-audience"],
  ["a list in a list", [["shop-api"]], "token-audience"],
  ["a name in an object", { "shop-api": "shop-api" }, "token-audience"],
];

describe("a token", () => {
  test.each(FORMS)("with %s", (_, text, reason) => {
    expect(check(text)).toBe(reason);
  });

  test.each(HEADERS)("whose header has %s", (_, header, reason) => {
    expect(check(token(header))).toBe(reason);
  });

  test.each(PAYLOADS)("whose payload has %s", (_, claims, reason) => {
    expect(check(token(HEADER, claims))).toBe(reason);
  });

  test.each(AUDIENCES)("for %s", (_, aud, reason) => {
    expect(check(token(HEADER, { ...CLAIMS, aud }), { audience: "shop-api" })).toBe(reason);
  });

  it("may have 16 KiB", () => {
    const padded = (length: number) => token(HEADER, { ...CLAIMS, pad: "x".repeat(length) });
    const room = Math.floor(((16_384 - padded(0).length) * 3) / 4);
    expect(padded(room).length).toBeGreaterThan(16_380);
    expect(check(padded(room))).toBe(TAKEN);
    expect(check(padded(room + 4))).toBe("token-size");
    expect(check("x".repeat(16_384))).toBe("token-form");
    expect(check("x".repeat(16_385))).toBe("token-size");
  });

  it("may be long in its header too", () => {
    expect(check(token({ ...HEADER, pad: "x".repeat(11_000) }))).toBe(TAKEN);
  });

  it("is not remembered by what follows", () => {
    expect(check(token({ ...HEADER, kid: "c", typ: "x" }, { ...CLAIMS, exp: 1, aud: "x" }))).toBe(
      "token-type",
    );
    expect(check(token({}, {}))).toBe("token-algorithm");
    expect(check(token(HEADER, {}))).toBe("token-issuer");
    expect(check(GOOD())).toBe(TAKEN);
    expect(JSON.parse(tokens.payload())).toEqual(CLAIMS);
    expect(tokens.expiry()).toBe(CLAIMS.exp);
    expect(check("")).toBe("token-form");
    expect(tokens.payload()).toBe("");
  });
});

describe("a transaction token", () => {
  it.each([
    ["its type", { typ: "txntoken+jwt" }, TAKEN],
    ["its type as a media type", { typ: "application/TXNTOKEN+jwt" }, TAKEN],
    ["no type", {}, "token-type"],
    ["a user's type", { typ: "JWT" }, "token-type"],
    ["an access token's type", { typ: "at+jwt" }, "token-type"],
  ])("with %s", (_, header, reason) => {
    expect(check(token({ ...HEADER, ...header }), { isTransaction: true })).toBe(reason);
  });
});

describe("keys", () => {
  const other = randomBytes(32).toString("base64url");

  it.each([
    ["the second of a kid", [{ kid: "a", k: other }, { kid: "a" }], { kid: "a" }, TAKEN],
    ["the eighth", [...Array(7).fill({ k: other }), {}], {}, TAKEN],
    ["the ninth, which is not tried", [...Array(8).fill({ k: other }), {}], {}, "token-signature"],
    [
      "the eighth that fits",
      [...Array(8).fill({ alg: "HS256", kid: "b" }), { kid: "a" }],
      { kid: "a" },
      TAKEN,
    ],
    ["one without a kid, of a token with one", [{}], { kid: "a" }, "token-key"],
    ["one with a kid, of a token without", [{ kid: "a" }], {}, TAKEN],
    ["one with an empty kid, of a token with an empty one", [{ kid: "" }], { kid: "" }, TAKEN],
    ["one without a kid, of a token with an empty one", [{}], { kid: "" }, "token-key"],
    ["another secret", [{ kid: "a", k: other }], { kid: "a" }, "token-signature"],
  ])("%s", (_, keys, header, reason) => {
    open(keys);
    expect(check(token({ ...HEADER, ...header }))).toBe(reason);
  });

  it("are none before there is a sound key set, and after one that is not", () => {
    open([{}]);
    expect(check(GOOD())).toBe(TAKEN);
    expect(tokens.open(Buffer.from("no keys"))).toBe(false);
    expect(check(GOOD())).toBe("token-key");
  });
});
