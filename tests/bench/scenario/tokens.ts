/** Tokens of users, and the keys that verify them. */
import {
  constants,
  createHmac,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from "node:crypto";
import type { Algorithm } from "../../../src/keys/algorithms.js";

export const ISSUER = "https://login.shop.example";
export const AUDIENCE = "shop-api";

const KID = "2026-11";
const LIFETIME_S = 24 * 3600;

/** One of each family. */
export type BenchAlgorithm = Extract<Algorithm, "RS256" | "PS256" | "ES256" | "EdDSA" | "HS256">;

interface Keys {
  readonly signing: KeyObject;
  readonly verifying: KeyObject;
}

const keyPairs = new Map<BenchAlgorithm, Keys>();
const signed = new Map<string, readonly string[]>();

/** Good tokens of so many users, the same ones each time. */
export function tokensOf(algorithm: BenchAlgorithm, count: number): readonly string[] {
  const key = `${algorithm} ${count}`;
  const tokens = signed.get(key) ?? Array.from({ length: count }, (_, user) => newToken(algorithm, user));
  signed.set(key, tokens);
  return tokens;
}

/** The issuer's JWK set. */
export function jwksOf(alg: BenchAlgorithm): { readonly keys: readonly object[] } {
  return { keys: [{ ...keysOf(alg).verifying.export({ format: "jwk" }), alg, kid: KID }] };
}

function newToken(alg: BenchAlgorithm, user: number): string {
  const text = [{ alg, kid: KID, typ: "JWT" }, claimsOf(user)]
    .map((json) => Buffer.from(JSON.stringify(json)).toString("base64url"))
    .join(".");
  return `${text}.${signatureOf(alg, Buffer.from(text)).toString("base64url")}`;
}

/** What an identity provider puts into an access token. */
function claimsOf(user: number): object {
  const number = String(user).padStart(12, "0");
  const now = Math.floor(Date.now() / 1_000);
  return {
    iss: ISSUER,
    sub: `user-${number}`,
    aud: AUDIENCE,
    iat: now,
    exp: now + LIFETIME_S,
    email: `user-${number}@customers.example`,
    groups: ["customers", "wholesale", "newsletter"],
    scope: "orders:read orders:write profile",
    azp: "shop-web",
    jti: `6f1c2d3e-4b5a-6978-8a9b-${number}`,
  };
}

function signatureOf(algorithm: BenchAlgorithm, text: Buffer): Buffer {
  const key = keysOf(algorithm).signing;
  switch (algorithm) {
    case "HS256":
      return createHmac("sha256", key).update(text).digest();
    case "EdDSA":
      return sign(null, text, key);
    case "ES256":
      return sign("sha256", text, { key, dsaEncoding: "ieee-p1363" });
    case "RS256":
      return sign("sha256", text, key);
    case "PS256":
      return sign("sha256", text, {
        key,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
      });
  }
}

function keysOf(algorithm: BenchAlgorithm): Keys {
  const keys = keyPairs.get(algorithm) ?? newKeys(algorithm);
  keyPairs.set(algorithm, keys);
  return keys;
}

function newKeys(algorithm: BenchAlgorithm): Keys {
  if (algorithm === "HS256") {
    const secret = createSecretKey(randomBytes(32));
    return { signing: secret, verifying: secret };
  }
  const { privateKey, publicKey } = newPair(algorithm);
  return { signing: privateKey, verifying: publicKey };
}

function newPair(algorithm: Exclude<BenchAlgorithm, "HS256">) {
  if (algorithm === "ES256") return generateKeyPairSync("ec", { namedCurve: "P-256" });
  if (algorithm === "EdDSA") return generateKeyPairSync("ed25519");
  return generateKeyPairSync("rsa", { modulusLength: 2048 });
}
