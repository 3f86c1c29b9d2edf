/** Random credentials for the world of random-user.ts: good tokens and API keys, and what is nearly one. */
import { createHmac, createPrivateKey, sign } from "node:crypto";
import type { Random } from "./random-policy.js";

/** Seconds since 1970. */
export const NOW = 1_795_608_000;

export const SECRETS = ["s".repeat(64), "t".repeat(64)] as const;

/** PKCS #8 of an Ed25519 key (RFC 8410 §7): what stands before the 32 bytes. */
const PRIVATE = Buffer.from("302e020100300506032b657004220420", "hex");
export const ED25519 = createPrivateKey({
  key: Buffer.concat([PRIVATE, Buffer.alloc(32, 7)]),
  format: "der",
  type: "pkcs8",
});

const ISSUERS = ['"one"', '"two"', '"\\u006fne"', '"three"', "1", ""];
const SUBJECTS = ['"alice"', '"bob"', '"al\\u0069ce"', '"é\\n\\"😀"', `"${"ü".repeat(200)}"`, "7", ""];
const AUDIENCES = ['"api"', '["x","api"]', '["x"]', '["api",1,null]', "{}", '"x"', ""];
const SCOPES = ['"read write"', '"  read"', '"re\\u0061d\\u0020all"', '["read"]', '""', ""];
const GROUPS = ['["finance","x"]', '["x"]', '"finance"', "[]", '[["finance"]]', "{}", "null", ""];
const LEVELS = ["3", "3.0", "3e0", "-3", "9007199254740993", "9223372036854775808", "1e400", "-0", '"3"', ""];
const NESTED = ['{"a":{"b":[1,{"c":true}]}}', '{"a":{"b":[]}}', '{"a":1,"a":2}', '{"":{}}', ""];
const ODD = [
  '"alg":"none"',
  '"alg":"rs256"',
  '"crit":["exp"]',
  '"jwk":{}',
  '"typ":"JWT"',
  '"typ":"application/AT+jwt"',
  '"typ":"txntoken+jwt"',
  '"kid":"2"',
  '"kid":"none"',
  '"kid":1',
  '"alg":"HS256"',
];

/** An API key that the world knows is `cw_<id>_` and this. */
export const KEY_SECRET = "A".repeat(43);

/** The text of a token, most of them good for issuer `one` or `two`. */
export function randomToken(random: Random): string {
  const issuer = random.below(2);
  const payload = object(random, [
    ["iss", random.chance(8) ? random.pick(ISSUERS) : `"${["one", "two"][issuer]}"`],
    ["sub", random.pick(random.chance(6) ? SUBJECTS : SUBJECTS.slice(0, 3))],
    ["aud", random.pick(random.chance(4) ? AUDIENCES : AUDIENCES.slice(0, 2))],
    ["exp", random.chance(6) ? time(random) : `${NOW + 1000}`],
    ["nbf", random.chance(6) ? time(random) : ""],
    ["iat", random.chance(6) ? time(random) : ""],
    ["scope", random.pick(SCOPES)],
    ["scp", random.pick(SCOPES)],
    ["groups", random.pick(GROUPS)],
    ["level", random.pick(LEVELS)],
    ["nested", random.pick(NESTED)],
  ]);
  const algorithm = random.pick(["HS256", "HS384", "HS512", "EdDSA"]);
  const members = new Map([["alg", `"${algorithm}"`], ...odd(random)]);
  const header = object(random, [...members]);
  const signed = `${base64(header)}.${base64(payload)}`;
  const token = `${signed}.${signature(algorithm, issuer, signed)}`;
  return random.chance(8) ? bent(random, token) : token;
}

/** A key that the world knows, one that has expired, or nearly one. */
export function randomApiKey(random: Random): string {
  const key = `cw_${random.pick(["goodkey000", "goodkey000", "oldkey0000", "nokey00000"])}_${KEY_SECRET}`;
  return random.chance(4) ? bent(random, key) : key;
}

function odd(random: Random): [string, string][] {
  if (!random.chance(6)) return [];
  const [, name = "", value = ""] = /^"(\w+)":(.*)$/.exec(random.pick(ODD)) ?? [];
  return [[name, value]];
}

/** Around what the leeway of a minute allows, or no time at all. */
function time(random: Random): string {
  return random.pick([
    `${NOW - 61}`,
    `${NOW - 60}`,
    `${NOW - 59.5}`,
    `${NOW + 59}`,
    `${NOW + 60}`,
    `${NOW + 61}.5`,
    `${(NOW + 60) / 1000}e3`,
    "1e999",
    '"1"',
    "null",
    "",
  ]);
}

/** Members with a value, in any order, perhaps with space between. */
function object(random: Random, members: readonly (readonly [name: string, json: string])[]): string {
  const space = random.chance(4) ? " \n" : "";
  const written = members
    .filter(([, json]) => json !== "")
    .map(([name, json]) => `"${name}"${space}:${json}`);
  if (random.chance(2)) written.reverse();
  return `{${space}${written.join(`,${space}`)}${space}}`;
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64url");
}

function signature(algorithm: string, issuer: number, text: string): string {
  if (algorithm === "EdDSA") return sign(null, Buffer.from(text), ED25519).toString("base64url");
  const secret = SECRETS[issuer] ?? "";
  return createHmac(`sha${algorithm.slice(2)}`, secret)
    .update(text)
    .digest("base64url");
}

/** With a character changed, missing, or too many. */
function bent(random: Random, text: string): string {
  const at = random.below(text.length);
  return (
    text.slice(0, at) + random.pick(["", "A", "=", ".", "-", " ", "é"]) + text.slice(at + random.below(2))
  );
}
