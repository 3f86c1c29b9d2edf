/** Random meshes with users, and requests with credentials, from a small world: random-token.ts has the credentials. */
import { createHash, createPublicKey } from "node:crypto";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import type { Algorithm, ApiKey, Issuer, JsonWebKey, TokenPlace } from "../../src/ir/identity.js";
import type { PolicySet } from "../../src/ir/model.js";
import type { Request } from "../../src/ir/request.js";
import { lower } from "../../src/lower/lower.js";
import { readDocuments } from "../../src/policy/read.js";
import { TARGET } from "../cell/path-policy.js";
import type { Random } from "./random-policy.js";
import { ED25519, KEY_SECRET, NOW, randomApiKey, randomToken, SECRETS } from "./random-token.js";

const place = { file: "random", line: 1, column: 1, length: 1 };

const CONDITIONS = [
  'user.sub == "alice"',
  'user.sub in ["bob", "acme", "carol"]',
  'user.sub.startsWith("al")',
  'user.iss == "one"',
  'user.iss != "partners"',
  "user.sub != path.v",
  "has(user.sub)",
  "!has(user.sub)",
  '"api" in user.aud',
  'user.aud == ["x", "api"]',
  '"read" in user.scopes',
  "user.scopes.size() == 2",
  'user.scopes.exists(s, s.matches("^wr"))',
  '"finance" in user.claims.groups',
  "has(user.claims.groups)",
  "!has(user.claims.level)",
  "user.claims.level == 3",
  "user.claims.level > 3",
  "type(user.claims.level) == int",
  "user.claims.nested.a.b[1].c",
  'user.claims["nested"] == {"": {}}',
  'request.method == "GET" || user.sub == "alice"',
  'request.method == "GET" && !("x" in user.claims.groups)',
  'request.headers["x-groups"] == "x"',
  'user.claims.plan == "gold"',
  'user.claims.exists(name, name == "scp")',
];

const ALGORITHMS: readonly Algorithm[] = ["EdDSA", "HS256", "HS384", "HS512"];
const PLACES: readonly TokenPlace[] = [
  { kind: "header", name: "authorization", scheme: "Bearer" },
  { kind: "header", name: "x-token" },
  { kind: "cookie", name: "id" },
  { kind: "query", name: "t" },
];
const PATHS = ["/a", "/b", "/c/alice"];

/** A set of up to eight rules about users, two issuers and a list of API keys. */
export function randomUserSet(random: Random): PolicySet {
  const rules = random
    .some(8, () => random.pick(CONDITIONS))
    .map((when, index) => randomRule(random, when, index));
  const text = `
apiVersion: cellwall.dev/v1alpha1
kind: Mesh
metadata: { name: random }
spec: { trustDomain: test.example, workloads: [{ id: "${TARGET}" }] }
---
apiVersion: cellwall.dev/v1alpha1
kind: Policy
metadata: { name: p }
spec: { target: {}, authorize: [${rules.join(", ")}] }
`;
  const diagnostics = new Diagnostics();
  const set = lower(readDocuments([{ path: "policy.yaml", text }], diagnostics), diagnostics);
  if (set === undefined) throw new Error(`${JSON.stringify(diagnostics.all)}\n${text}`);
  return {
    ...set,
    tokenCacheBytes: random.pick([0, 4096, 1 << 20]),
    issuers: [randomIssuer(random, "one", 0), randomIssuer(random, "two", 1)],
    apiKeys: random.chance(3)
      ? []
      : [
          {
            name: "partners",
            in: { kind: random.pick(["header", "query"]), name: "x-key" },
            keys: API_KEYS,
            place,
          },
        ],
  };
}

function randomRule(random: Random, when: string, index: number): string {
  const effect = random.pick(["allow", "allow", "allow", "deny", "audit"]);
  const path = when.includes("path.") ? "/c/{v}" : random.pick(PATHS);
  const mode = random.chance(6) ? ", mode: shadow" : "";
  return `{ name: r${index}, effect: ${effect}${mode}, paths: ["${path}"], when: ${JSON.stringify(when)} }`;
}

function randomIssuer(random: Random, name: string, index: number): Issuer {
  const jwks: JsonWebKey[] = [
    { kty: "oct", k: Buffer.from(SECRETS[index] ?? "").toString("base64url"), kid: "1" },
    { ...createPublicKey(ED25519).export({ format: "jwk" }), kid: "2" },
  ];
  return {
    name,
    issuer: name,
    audiences: random.chance(2) ? [] : ["api"],
    algorithms: random.chance(4) ? ["HS256"] : ALGORITHMS,
    leewayNs: 60e9,
    tokens: random.chance(2) ? PLACES : [random.pick(PLACES)],
    keys: { jwks },
    claimHeaders: [{ claim: ["groups"], header: "x-groups", place }],
    forward: random.chance(2),
    place,
  };
}

const API_KEYS: readonly ApiKey[] = [
  apiKey("goodkey000", '{"plan":"gold","groups":["x"],"level":3}'),
  { ...apiKey("oldkey0000", "{}"), expires: NOW },
];

function apiKey(id: string, claims: string): ApiKey {
  const hash = createHash("sha256").update(Buffer.alloc(16)).update(`cw_${id}_${KEY_SECRET}`).digest("hex");
  return { id, salt: "00".repeat(16), hash, subject: "acme", claims, place };
}

/** Credentials that requests share, so that some are met again. */
export function randomCredentials(random: Random): string[] {
  return Array.from({ length: 12 }, () => (random.chance(5) ? randomApiKey(random) : randomToken(random)));
}

/** A request with at most two of the credentials. */
export function randomUserRequest(random: Random, credentials: readonly string[]): Request {
  const headers: [string, string][] = random.chance(6) ? [["x-groups", "x"]] : [];
  const parameters: string[] = [];
  for (let count = random.pick([0, 1, 1, 1, 1, 1, 2]); count > 0; count--) {
    const credential = random.pick(credentials);
    const [kind, name, value] = placed(random, credential);
    if (kind === "header") headers.push([name, value]);
    else parameters.push(`${name}=${value}`);
  }
  const query = parameters.length === 0 ? "" : `?${parameters.join("&")}`;
  const method = random.pick(["GET", "PUT"]);
  return {
    method,
    host: "a",
    path: random.pick(PATHS) + query,
    headers,
    timeNs: BigInt(NOW) * 1_000_000_000n,
  };
}

/** A credential where such a one may stand, or nearly there. */
function placed(random: Random, text: string): [kind: "header" | "query", name: string, value: string] {
  const parameter = random.pick([text, text, encodeURIComponent(text), "%ff"]);
  if (text.startsWith("cw_"))
    return random.chance(2) ? ["header", "x-key", text] : ["query", "x-key", parameter];
  switch (random.below(4)) {
    case 0:
      return ["header", "authorization", random.pick(["Bearer ", "bEARER  ", "Basic ", ""]) + text];
    case 1:
      return ["header", "cookie", `a=b; id=${text}${random.pick(["", "; c=d", "; id=x"])}`];
    case 2:
      return ["header", "x-token", text];
    default:
      return ["query", "t", parameter];
  }
}
