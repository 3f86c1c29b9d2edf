/** A mesh with users and transaction tokens: a gateway, and services that call each other. */
import { generateKeyPairSync } from "node:crypto";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import type { PolicySet } from "../../src/ir/model.js";
import { makeToken, P256, type TestKey } from "../../src/ir/testing/tokens.js";
import { lower } from "../../src/lower/lower.js";
import { readDocuments } from "../../src/policy/read.js";

export const GATEWAY = "spiffe://shop.example/ns/edge/sa/gateway";
export const A = "spiffe://shop.example/ns/shop/sa/a";
export const B = "spiffe://shop.example/ns/shop/sa/b";
export const OTHER = "spiffe://shop.example/ns/shop/sa/other";

/** Who signs users' tokens. */
export const LOGIN = "https://login.shop.example";
const LOGIN_KEY: TestKey = P256;

export type Algorithm = "HS256" | "RS256";

/** Keys for transaction tokens; the same for a kid and an algorithm, as long as the tests run. */
export function transactionKey(algorithm: Algorithm, kid: string): Record<string, unknown> {
  const name = `${algorithm} ${kid}`;
  const known = keys.get(name);
  const key = known ?? { kid, ...(algorithm === "HS256" ? newSecret(kid) : newPair()) };
  keys.set(name, key);
  return key;
}

const keys = new Map<string, Record<string, unknown>>();

function newSecret(kid: string): Record<string, unknown> {
  return { kty: "oct", k: Buffer.from(kid.padEnd(32, ".")).toString("base64url") };
}

function newPair(): Record<string, unknown> {
  return { ...generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" }) };
}

export interface MeshOptions {
  readonly algorithm?: Algorithm;
  /** The first signs. */
  readonly kids?: readonly string[];
  readonly lifetime?: string;
  /** `callers` of B. */
  readonly callers?: readonly string[];
  /** The condition of the rule that lets A's users in at B. */
  readonly when?: string;
  /** In place of the rules of B. */
  readonly rules?: readonly object[];
  /** Without A and `other`. */
  readonly isSmall?: boolean;
}

/** At A, any user; at B, finance and who `when` fits, if A asks. */
export function mesh(options: MeshOptions = {}): PolicySet {
  const { algorithm = "HS256", kids = ["one"], lifetime = "60s", callers, when = "true", isSmall } = options;
  const jwks = { keys: kids.map((kid) => transactionKey(algorithm, kid)) };
  const login = { keys: [{ ...LOGIN_KEY.jwk, kid: "login" }] };
  const documents = [
    {
      kind: "Mesh",
      metadata: { name: "shop" },
      spec: {
        trustDomain: "shop.example",
        issuers: [{ name: "login", issuer: LOGIN, audiences: ["shop"], jwks: { inline: login } }],
        transactionTokens: { algorithm, keys: { inline: jwks }, lifetime },
        workloads: [
          { id: GATEWAY, tier: "gateway" },
          { id: B, hosts: ["b.shop.example"], ...(callers && { callers }) },
          ...(isSmall ? [] : [{ id: A, hosts: ["a.shop.example"] }, { id: OTHER }]),
        ],
      },
    },
    ...(isSmall ? [] : [policy("a", A, [{ name: "users", effect: "allow", when: "has(user.sub)" }])]),
    policy(
      "b",
      B,
      options.rules ?? [
        { name: "finance", effect: "allow", peers: [A], when: `"finance" in user.claims.groups && ${when}` },
        { name: "open", effect: "allow", paths: ["/open"] },
      ],
    ),
  ];
  const texts = documents.map((one) => JSON.stringify({ apiVersion: "cellwall.dev/v1alpha1", ...one }));
  const diagnostics = new Diagnostics();
  const set = lower(
    readDocuments([{ path: "mesh.yaml", text: texts.join("\n---\n") }], diagnostics),
    diagnostics,
  );
  if (set === undefined) throw new Error(JSON.stringify(diagnostics.all));
  return set;
}

function policy(name: string, workload: string, authorize: readonly object[]): object {
  return { kind: "Policy", metadata: { name }, spec: { target: { workload }, authorize } };
}

/** The token with which a user comes to the gateway. `now`: seconds since 1970. */
export function userToken(sub: string | undefined, claims: object = {}, now = Date.now() / 1000): string {
  const times = { iat: Math.floor(now), exp: Math.floor(now) + 3600 };
  return tokenOf({ iss: LOGIN, aud: "shop", ...(sub !== undefined && { sub }), ...times, ...claims });
}

/** A user's token of any payload: an object, or its JSON. */
export function tokenOf(payload: object | string): string {
  return makeToken(LOGIN_KEY, { alg: "ES256", kid: "login" } as Parameters<typeof makeToken>[1], payload);
}
