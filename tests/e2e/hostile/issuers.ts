/** Who issues tokens in the tests of hostile ones, and the policy that takes them. */
import { createSecretKey, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { buildImage } from "../../../src/compile/image.js";
import { Diagnostics } from "../../../src/diagnostics/diagnostic.js";
import type { PolicySet } from "../../../src/ir/model.js";
import { lower } from "../../../src/lower/lower.js";
import { readDocuments } from "../../../src/policy/read.js";
import { ORDERS } from "../policies.js";

export const ISSUER = "https://login.shop.example";
export const AUDIENCE = "shop-api";

/** Shares a secret, and asks for no audience. */
export const PARTNER = "https://partner.example";

/** Has a key of each kind, and names the algorithms of both. */
export const MIXED = "https://mixed.example";

/** Of each issuer, by `kid`. */
export const KEYS = {
  rsa: generateKeyPairSync("rsa", { modulusLength: 2048 }),
  p256: generateKeyPairSync("ec", { namedCurve: "P-256" }),
  p384: generateKeyPairSync("ec", { namedCurve: "P-384" }),
  p521: generateKeyPairSync("ec", { namedCurve: "P-521" }),
  ed: generateKeyPairSync("ed25519"),
};

/** Nobody's. */
export const STRANGER = generateKeyPairSync("rsa", { modulusLength: 2048 });

export const SECRET: KeyObject = createSecretKey(randomBytes(64));

/** Published for encryption. */
const SEALING = generateKeyPairSync("rsa", { modulusLength: 2048 });

function jwkOf(kid: keyof typeof KEYS): object {
  return { ...KEYS[kid].publicKey.export({ format: "jwk" }), kid };
}

const SECRET_JWK = { ...SECRET.export({ format: "jwk" }), kid: "secret" };

const CUSTOMERS = {
  name: "customers",
  issuer: ISSUER,
  audiences: [AUDIENCE],
  tokens: [{ header: "authorization", scheme: "Bearer" }, { cookie: "session" }, { query: "access_token" }],
  jwks: {
    inline: {
      keys: [
        ...(Object.keys(KEYS) as (keyof typeof KEYS)[]).map(jwkOf),
        { ...SEALING.publicKey.export({ format: "jwk" }), kid: "sealing", use: "enc" },
      ],
    },
  },
};

const MESH = {
  trustDomain: "shop.example",
  workloads: [{ id: ORDERS }],
  issuers: [
    CUSTOMERS,
    {
      name: "partner",
      issuer: PARTNER,
      algorithms: ["HS256", "HS384", "HS512"],
      jwks: { inline: { keys: [SECRET_JWK] } },
    },
    {
      name: "mixed",
      issuer: MIXED,
      algorithms: ["RS256", "HS256"],
      jwks: { inline: { keys: [jwkOf("rsa"), SECRET_JWK] } },
    },
  ],
};

const POLICY = {
  target: { workload: ORDERS },
  authorize: [
    { name: "open", effect: "allow", paths: ["/open"] },
    { name: "users", effect: "allow", paths: ["/orders"], when: 'user.iss.startsWith("https://")' },
  ],
};

export function hostileSet(): PolicySet {
  const document = (kind: string, name: string, spec: object) =>
    JSON.stringify({ apiVersion: "cellwall.dev/v1alpha1", kind, metadata: { name }, spec });
  const text = `${document("Mesh", "shop", MESH)}\n---\n${document("Policy", "orders", POLICY)}\n`;
  const diagnostics = new Diagnostics();
  const set = lower(readDocuments([{ path: "policy.yaml", text }], diagnostics), diagnostics);
  if (set === undefined) throw new Error(JSON.stringify(diagnostics.all));
  return set;
}

export function hostileImage(set: PolicySet): Uint8Array {
  return buildImage(set, ORDERS);
}
