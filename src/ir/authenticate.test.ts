import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { authenticate } from "./authenticate.js";
import { type Facts, requestToFacts } from "./facts.js";
import type { ApiKeyRing, Identity, Issuer, TokenPlace } from "./identity.js";
import type { Request } from "./request.js";
import { encode, makeToken, SECRET } from "./testing/tokens.js";

const place = { file: "test", line: 1, column: 1, length: 1 };
const NOW = 1_000_000;
const BEARER: TokenPlace = { kind: "header", name: "authorization", scheme: "Bearer" };

function issuer(name: string, ...tokens: TokenPlace[]): Issuer {
  return {
    name,
    issuer: name,
    audiences: [],
    algorithms: ["HS256"],
    leewayNs: 0,
    tokens,
    keys: { jwks: [SECRET.jwk] },
    claimHeaders: [],
    forward: true,
    place,
  };
}

const KEY = `cw_0123456789_${"x".repeat(43)}`;
const OLD = `cw_oldoldoldo_${"x".repeat(43)}`;
const SALT = "00".repeat(16);

function ring(name: string, at: ApiKeyRing["in"], ...keys: string[]): ApiKeyRing {
  return {
    name,
    in: at,
    keys: keys.map((key) => ({
      id: key.slice(3, 13),
      salt: SALT,
      hash: createHash("sha256").update(Buffer.from(SALT, "hex")).update(key).digest("hex"),
      subject: "acme",
      claims: '{"plan":"gold"}',
      ...(key === OLD && { expires: NOW }),
      place,
    })),
    place,
  };
}

const IDENTITY: Identity = {
  issuers: [
    issuer("a", BEARER, { kind: "cookie", name: "session" }),
    issuer("b", { kind: "query", name: "token" }, { kind: "header", name: "x-token" }),
  ],
  apiKeys: [
    ring("others", { kind: "query", name: "key" }, `cw_abcdefghij_${"x".repeat(43)}`),
    ring("partners", { kind: "header", name: "x-api-key" }, KEY, OLD),
  ],
  tokenCacheBytes: 0,
};

const token = (iss: string, sub = "alice") => makeToken(SECRET, { alg: "HS256" }, { iss, sub, exp: NOW + 1 });
const A = token("a");
const B = token("b");

function userOf(request: Partial<Request>): string {
  const facts = requestToFacts({ path: "/", headers: [], ...request }, "STRICT") as Facts;
  const found = authenticate(facts, IDENTITY, NOW);
  if (!("user" in found)) return "refused" in found ? found.refused : found.invalid;
  return found.user === undefined ? "nobody" : `${found.user.sub} of ${found.user.iss}`;
}

const header = (...headers: [string, string][]) => ({ headers });

test.each<[string, Partial<Request>, string]>([
  ["none", {}, "nobody"],
  ["a bearer token", header(["Authorization", `Bearer ${A}`]), "alice of a"],
  ["the scheme in another case, more spaces", header(["authorization", `bEARER   ${A}`]), "alice of a"],
  ["another scheme", header(["authorization", `Basic ${encode("a:b")}`]), "nobody"],
  ["a scheme alone", header(["authorization", "Bearer"]), "nobody"],
  ["a token without scheme", header(["authorization", A]), "nobody"],
  ["no token", header(["authorization", "Bearer x"]), "token-form"],
  ["a cookie", header(["cookie", `x=1;\tsession=${A} ; y=2`]), "alice of a"],
  ["an empty cookie", header(["cookie", "session="]), "nobody"],
  ["a cookie of another case", header(["cookie", `Session=${A}`]), "nobody"],
  ["a cookie in quotes", header(["cookie", `session="${A}"`]), "token-form"],
  ["two cookie headers", header(["cookie", `session=${A}`], ["cookie", "session=x"]), "several-credentials"],
  ["two cookies of the name", header(["cookie", `session=${A}; session=x`]), "several-credentials"],
  ["the same cookie twice", header(["cookie", `session=${A}; session=${A}`]), "alice of a"],
  ["a query parameter", { path: `/?token=${B}` }, "alice of b"],
  ["an encoded query parameter", { path: `/?%74oken=${B.replaceAll(".", "%2E")}` }, "alice of b"],
  ["a query parameter that is no text", { path: "/?token=%ff" }, "token-form"],
  ["two query parameters", { path: `/?token=${B}&token=x` }, "several-credentials"],
  ["a header without scheme", header(["x-token", B]), "alice of b"],
  ["an empty header", header(["x-token", ""]), "nobody"],
  ["two headers", header(["x-token", B], ["x-token", "x"]), "several-credentials"],
  ["two places", header(["x-token", B], ["authorization", `Bearer ${A}`]), "several-credentials"],
  ["two places that agree", header(["x-token", A], ["authorization", `Bearer ${A}`]), "alice of a"],
  ["a place of another issuer", header(["x-token", A]), "token-issuer"],
  [
    "the first of two places is another issuer's",
    header(["x-token", B], ["authorization", `Bearer ${B}`]),
    "token-issuer",
  ],
  ["an API key", header(["x-api-key", KEY]), "acme of partners"],
  ["an API key in another list's place", { path: `/?key=${KEY}` }, "api-key"],
  ["an API key that has expired", header(["x-api-key", OLD]), "api-key"],
  ["an unknown API key", header(["x-api-key", KEY.replace("0", "9")]), "api-key"],
  ["a wrong secret", header(["x-api-key", `${KEY.slice(0, -1)}y`]), "api-key"],
  ["no API key", header(["x-api-key", "secret"]), "api-key"],
  ["an API key that is no text", { path: "/?key=%ff" }, "api-key"],
  ["a token and an API key", header(["x-api-key", KEY], ["x-token", B]), "several-credentials"],
])("%s", (_, request, expected) => {
  expect(userOf(request)).toBe(expected);
});

describe("what a token says of its user", () => {
  const claims = (more: object) => {
    const text = makeToken(SECRET, { alg: "HS256" }, { iss: "b", exp: NOW + 1, ...more });
    const facts = requestToFacts({ path: "/", headers: [["x-token", text]] }, "STRICT") as Facts;
    const found = authenticate(facts, IDENTITY, NOW);
    return "user" in found ? found.user : undefined;
  };
  test.each<[string, object, object]>([
    ["no sub", {}, { sub: undefined, iss: "b", aud: [], scopes: [] }],
    ["aud as text", { aud: "x" }, { aud: ["x"] }],
    ["aud as a list", { aud: ["x", 1, "y"] }, { aud: ["x", "y"] }],
    ["scope", { scope: "a  b", scp: "c" }, { scopes: ["a", "b"] }],
    ["scp as text", { scp: "a b" }, { scopes: ["a", "b"] }],
    ["scp as a list", { scp: ["a b", 1] }, { scopes: ["a b"] }],
    ["scope that is no text", { scope: ["a"], scp: "b" }, { scopes: ["b"] }],
  ])("%s", (_, more, expected) => {
    expect(claims(more)).toMatchObject(expected);
  });
});
