/** What the module makes of transaction tokens: against the reference, and against what users' own tokens mean. */
import { createHmac } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { buildImage } from "../../src/compile/image.js";
import type { Decided } from "../../src/host/decide.js";
import { type Decision, interpret } from "../../src/ir/interpret.js";
import type { PolicySet } from "../../src/ir/model.js";
import type { Request } from "../../src/ir/request.js";
import { openCell } from "../cell/open-cell.js";
import { A, B, GATEWAY, LOGIN, mesh, OTHER, tokenOf, transactionKey } from "../transaction/mesh.js";
import { NodeMesh } from "../transaction/node-mesh.js";
import { Random } from "./random-policy.js";
import { show } from "./show.js";

const NOW = 1_800_000_000;

/** Users, and bent tokens, for each policy set. */
export const USERS_PER_SET = 25;
export const TOKENS_PER_SET = 50;

const CONDITIONS = [
  'user.sub == "ann"',
  "has(user.sub)",
  `user.iss == "${LOGIN}"`,
  '"shop" in user.aud',
  "size(user.aud) == 2",
  '"read" in user.scopes',
  "size(user.scopes) == 2",
  '"finance" in user.claims.groups',
  '"groups" in user.claims',
  "has(user.claims.level)",
  "user.claims.level > 1",
  "user.claims.level == 1.5",
  'user.claims.nested.a == "b\u00e9"',
  'user.claims["nested"].list[1] == 2',
  'user.claims.sub == "ann"',
  'user.claims.aud == "shop"',
  "size(user.claims) > 6",
  'user.claims.exists(name, name == "level")',
];

const SUBS = ['"ann"', '"bob"', '"a\\"n\\u00e9"', '""', null];
const AUDS = ['"shop"', '["shop"]', '[ "else", "shop" ]', '["shop",7]'];
const MORE: Readonly<Record<string, readonly string[]>> = {
  scope: ['"read"', '"read write"', '" read  write "', "7", '""'],
  scp: ['["read","write x"]', '"read write"', '["read",1]', "[]"],
  groups: ['["finance"]', '["sales", "finance"]', "[]", '"finance"', "null"],
  level: ["1", "1.5", "2.0", "1e1", "-0", "9007199254740993", "true", '"1"'],
  nested: ['{"a":"b\u00e9"}', '{ "a" : "b\\u00e9" }', '{"list":[1,2]}', "{}", '{"a":{"a":{"a":1}}}'],
};

/** JSON of the payload of a user's token. */
function randomPayload(random: Random): string {
  const sub = random.pick(SUBS);
  const members = Object.entries(MORE).filter(() => random.chance(2));
  const written = [
    ["iss", JSON.stringify(LOGIN)],
    ["exp", String(NOW + 600)],
    ["aud", random.pick(AUDS)],
    ...(sub === null ? [] : [["sub", sub]]),
    ...members.map(([name, values]) => [name, random.pick(values)]),
  ];
  return `{${written.map(([name, value]) => `"${name}": ${value}`).join(",")}}`;
}

function randomSet(random: Random): PolicySet {
  const rules = Array.from({ length: 1 + random.below(4) }, (_, index) => ({
    name: `r${index}`,
    effect: random.pick(["allow", "allow", "deny"]),
    when: random.some(2, () => random.pick(CONDITIONS)).join(random.pick([" && ", " || "])) || "true",
  }));
  const callers = random.chance(2) ? {} : { callers: [random.pick([A, "spiffe://shop.example/ns/shop/**"])] };
  return mesh({ isSmall: true, rules, ...callers });
}

const atB = (set: PolicySet) => openCell(buildImage(set, B));

const PEERS = [A, A, OTHER, "spiffe://else.example/ns/shop/sa/a", null];

function requestOf(headers: Request["headers"], peer: string | null): Request {
  const common = { method: "GET", path: "/", host: "b.shop.example", timeNs: BigInt(NOW) * 1_000_000_000n };
  return { ...common, headers, ...(peer !== null && { peer }) };
}

const PARTS = ["verdict", "status", "policy", "rule", "reason", "undecided", "user"] as const;

function partsOf(decision: Decision | Decided): object {
  return Object.fromEntries(PARTS.map((part) => [part, decision[part]]));
}

const GOOD = {
  aud: "shop.example",
  req_wl: GATEWAY,
  iat: NOW,
  exp: NOW + 60,
  txn: "t",
  sub: "ann",
  scope: "",
};

/** Values that a claim may have in place of a good one. */
const BENT: readonly (readonly [string, readonly unknown[]])[] = [
  ["aud", ["else", ["shop.example"], ["else"], 7, undefined]],
  ["req_wl", [B, "", 7, undefined, [GATEWAY]]],
  ["iat", [NOW + 5, NOW + 6, "now", undefined, null]],
  ["exp", [NOW, NOW - 4.5, NOW - 5, 1e300, "later", undefined]],
  ["nbf", [NOW + 5, NOW + 6, "now", 0]],
  ["txn", ["", "x".repeat(256), "x".repeat(257), 7, undefined]],
  ["sub", ["", 7, null, undefined]],
  ["scope", ["a b", [], undefined]],
  [
    "tctx",
    [{}, { iss: LOGIN }, { claims: {} }, { iss: 7, claims: {} }, { iss: "", claims: [] }, [], undefined],
  ],
];

const HEADERS: readonly object[] = [
  { alg: "HS512" },
  { alg: "none" },
  { alg: "RS256" },
  { kid: "two" },
  { kid: 7 },
  { kid: undefined },
  { typ: undefined },
  { typ: "JWT" },
  { typ: "Application/TxnToken+JWT" },
  { crit: ["exp"] },
  { jwk: {} },
];

/** A token that is good but for what chance bends. */
function bentToken(random: Random, payload: string): string {
  const { sub: _, iss: __, exp: ___, ...claims } = JSON.parse(payload);
  const bent = random
    .some(2, () => random.pick(BENT))
    .map(([name, values]) => [name, values[random.below(values.length)]]);
  const all = { ...GOOD, tctx: { ...claims, iss: LOGIN, claims }, ...Object.fromEntries(bent) };
  const header = {
    alg: "HS256",
    typ: "txntoken+jwt",
    kid: "one",
    ...(random.chance(4) ? random.pick(HEADERS) : {}),
  };
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const text = `${encode(header)}.${encode(all)}`;
  const secret = Buffer.from(
    random.chance(10) ? "another" : String(transactionKey("HS256", "one").k),
    "base64url",
  );
  const token = `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
  return random.chance(8) ? token.slice(0, random.below(token.length)) : token;
}

/**
 * Sends the users of a seed through the gateway's module, and compares what B makes of their transaction tokens with
 * what the reference makes of their own. Answers the reference's decisions, of those with a token.
 * @throws {Error} they differ; the message has the user and both decisions
 */
export function compareTransactions(seed: number): Decision[] {
  const random = new Random(seed);
  const set = randomSet(random);
  const [nodes, decide] = [new NodeMesh(set, "enforce", NOW), atB(set)];
  return Array.from({ length: USERS_PER_SET }, () => {
    const payload = randomPayload(random);
    const { status, token } = nodes.arrive(GATEWAY, { authorization: `Bearer ${tokenOf(payload)}` });
    if (status !== 200) throw new Error(`the gateway answers ${status} to ${payload}`);
    const headers = token === undefined ? [] : ([["txn-token", token]] as const);
    const written = token === undefined ? {} : { user: payload };
    const expected = interpret(set, B, { ...requestOf([], A), ...written });
    requireSame(payload, expected, decide(requestOf(headers, A)));
    return expected;
  }).filter(({ user }) => user !== undefined);
}

/**
 * What the reference decided for tokens of a seed that are bent, and the module as well.
 * @throws {Error} they differ; the message has the token and both decisions
 */
export function compareBentTokens(seed: number): Decision[] {
  const random = new Random(seed);
  const set = randomSet(random);
  const decide = atB(set);
  return Array.from({ length: TOKENS_PER_SET }, () => {
    const token = bentToken(random, randomPayload(random));
    const request = requestOf([["txn-token", token]], random.pick(PEERS));
    const expected = interpret(set, B, request);
    requireSame(token, expected, decide(request));
    return expected;
  });
}

function requireSame(what: string, expected: Decision, decided: Decided): void {
  if (isDeepStrictEqual(partsOf(decided), partsOf(expected))) return;
  throw new Error(`${what}\n  module:    ${show(partsOf(decided))}\n  reference: ${show(partsOf(expected))}`);
}
