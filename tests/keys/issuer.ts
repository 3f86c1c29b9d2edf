/** An issuer of tokens whose keys change, for tests. */
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";

export const ISSUER = "https://login.shop.example";

/** Signs tokens with ES256. */
export class SigningKey {
  readonly jwk: Readonly<Record<string, unknown>>;
  private readonly key: KeyObject;

  constructor(readonly kid: string) {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.key = privateKey;
    this.jwk = { ...publicKey.export({ format: "jwk" }), kid, use: "sig", alg: "ES256" };
  }

  /** A token that is good for an hour from `nowSeconds` on. */
  token(claims: object = {}, nowSeconds = Date.now() / 1000): string {
    const exp = Math.floor(nowSeconds) + 3600;
    const payload = { iss: ISSUER, sub: "alice", exp, ...claims };
    const signed = `${part({ alg: "ES256", kid: this.kid })}.${part(payload)}`;
    const signature = sign("sha256", Buffer.from(signed), { key: this.key, dsaEncoding: "ieee-p1363" });
    return `${signed}.${signature.toString("base64url")}`;
  }
}

/** The JSON of a JWK set. */
export function jwks(...keys: readonly SigningKey[]): string {
  return JSON.stringify({ keys: keys.map(({ jwk }) => jwk) });
}

function part(json: object): string {
  return Buffer.from(JSON.stringify(json)).toString("base64url");
}
