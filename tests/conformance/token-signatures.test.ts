/** The module's verdict on the tokens of `jose`, and on tokens bent from them, against Node's own. */
import { constants, createHmac, createPublicKey, type JsonWebKey, verify } from "node:crypto";
import { type CryptoKey, exportJWK, generateKeyPair, generateSecret, type JWK, SignJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { type Algorithm, algorithmBits } from "../../src/keys/algorithms.js";
import { jwksToKeySet } from "../../src/keys/key-set.js";
import { Tokens } from "./tokens.js";

const ISSUER = "https://login.shop.example";
const NOW = 1_764_000_000;
const ALGORITHMS: readonly Algorithm[] = [
  ...(["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"] as const),
  ...(["ES256", "ES384", "ES512", "HS256", "HS384", "HS512", "EdDSA"] as const),
];

interface Signer {
  readonly alg: Algorithm;
  readonly key: CryptoKey | Uint8Array;
  readonly jwk: JWK;
}

let tokens: Tokens;
const signers = new Map<Algorithm, Signer>();
beforeAll(async () => {
  tokens = new Tokens();
  for (const alg of ALGORITHMS) signers.set(alg, await newSigner(alg));
}, 120_000);

async function newSigner(alg: Algorithm): Promise<Signer> {
  if (alg.startsWith("HS")) {
    const key = (await generateSecret(alg, { extractable: true })) as CryptoKey;
    return { alg, key, jwk: { ...(await exportJWK(key)), kid: alg } };
  }
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { alg, key: privateKey, jwk: { ...(await exportJWK(publicKey)), kid: alg } };
}

function signerOf(alg: Algorithm): Signer {
  const signer = signers.get(alg);
  if (signer === undefined) throw new Error(`no signer for ${alg}`);
  return signer;
}

function signed({ alg, key }: Signer, kid: string | undefined = alg): Promise<string> {
  const claims = { iss: ISSUER, sub: "ann", exp: NOW + 60, groups: ["finance"], é: "\u0000€😀" };
  return new SignJWT(claims).setProtectedHeader(kid === undefined ? { alg } : { alg, kid }).sign(key);
}

function check(token: string, algorithms: readonly Algorithm[] = ALGORITHMS): string {
  return tokens.check(token, { issuer: ISSUER, algorithms: algorithmBits(algorithms), now: NOW });
}

function open(...jwks: readonly JWK[]): void {
  expect(tokens.open(jwksToKeySet(jwks.map((jwk) => ({ ...jwk }))))).toBe(true);
}

/** What Node says of the signature alone. */
function nodeVerifies({ alg, jwk }: Signer, token: string): boolean {
  const [header = "", payload = "", encoded = ""] = token.split(".");
  const signature = Buffer.from(encoded, "base64url");
  const text = Buffer.from(`${header}.${payload}`);
  const hash = `sha${alg.slice(2)}`;
  if (alg.startsWith("HS"))
    return createHmac(hash, Buffer.from(jwk.k ?? "", "base64url"))
      .update(text)
      .digest()
      .equals(signature);
  const key = createPublicKey({ key: jwk as JsonWebKey, format: "jwk" });
  if (alg === "EdDSA") return verify(null, text, key, signature);
  return verify(hash, text, { key, ...optionsOf(alg) }, signature);
}

function optionsOf(alg: Algorithm) {
  if (alg.startsWith("ES")) return { dsaEncoding: "ieee-p1363" } as const;
  if (alg.startsWith("RS")) return {};
  return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
}

/** Tokens that differ from a good one in the signature, or in what is signed. */
function bent(token: string): string[] {
  const [header = "", payload = "", encoded = ""] = token.split(".");
  const signature = Buffer.from(encoded, "base64url");
  const half = signature.length >> 1;
  const zeros = Buffer.alloc(half);
  const signatures = [
    ...Array.from({ length: 40 }, (_, i) => flipped(signature, (i * 37) % (8 * signature.length))),
    Buffer.alloc(0),
    signature.subarray(1),
    signature.subarray(0, -1),
    signature.subarray(0, half),
    Buffer.concat([signature, Buffer.alloc(1)]),
    Buffer.concat([Buffer.alloc(1), signature]),
    Buffer.concat([signature, signature]),
    Buffer.concat([zeros, signature.subarray(half)]),
    Buffer.concat([signature.subarray(0, half), zeros]),
    Buffer.concat([signature.subarray(half), signature.subarray(0, half)]),
    Buffer.alloc(signature.length),
    Buffer.alloc(signature.length, 0xff),
    Buffer.alloc(1200, 1),
  ];
  const other = Buffer.from(JSON.stringify({ iss: ISSUER, exp: NOW + 61 })).toString("base64url");
  return [
    `${header}.${other}.${encoded}`,
    ...signatures.map((bytes) => `${header}.${payload}.${bytes.toString("base64url")}`),
  ];
}

function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

describe.each(ALGORITHMS)("%s", (alg) => {
  it("takes what jose signs, with and without a kid, and has its claims", async () => {
    const signer = signerOf(alg);
    open(signer.jwk);
    for (let round = 0; round < 8; round++) {
      expect(check(await signed(signer))).toBe("");
      expect(JSON.parse(tokens.payload())).toMatchObject({ sub: "ann", groups: ["finance"], é: "\u0000€😀" });
    }
    expect(
      check(await new SignJWT({ iss: ISSUER, exp: NOW + 1 }).setProtectedHeader({ alg }).sign(signer.key)),
    ).toBe("");
  });

  it("says of every other signature what Node says", async () => {
    const signer = signerOf(alg);
    open(signer.jwk);
    for (let round = 0; round < 3; round++) {
      for (const token of bent(await signed(signer))) {
        expect(check(token), token).toBe(nodeVerifies(signer, token) ? "" : "token-signature");
      }
    }
  });

  it("is refused under every other key, for want of a key that fits or of its signature", async () => {
    const token = await signed(signerOf(alg), undefined);
    for (const other of ALGORITHMS.filter((one) => one !== alg)) {
      open(signerOf(other).jwk);
      expect(check(token), other).toMatch(/^token-(key|signature)$/);
    }
  });

  it("is refused where the issuer may not use it, and under a key whose `alg` is another", async () => {
    const signer = signerOf(alg);
    const token = await signed(signer);
    open(signer.jwk);
    expect(
      check(
        token,
        ALGORITHMS.filter((one) => one !== alg),
      ),
    ).toBe("token-key");
    const sibling = alg.endsWith("256") ? `${alg.slice(0, 2)}384` : `${alg.slice(0, 2)}256`;
    if (/^(RS|PS|HS)/.test(alg) && !(alg === "HS256")) {
      open({ ...signer.jwk, alg: sibling });
      expect(check(token)).toBe("token-key");
    }
    open({ ...signer.jwk, alg });
    expect(check(token)).toBe("");
  });

  it("is verified by the key that made it among many", async () => {
    const signer = signerOf(alg);
    const jwks = ALGORITHMS.map((one) => signerOf(one).jwk);
    open(...jwks);
    expect(check(await signed(signer))).toBe("");
    expect(check(await signed(signer, "elsewhere"))).toBe("token-key");
    open(...jwks.map((jwk) => ({ ...jwk, kid: "same" })));
    expect(check(await signed(signer, "same"))).toBe("");
  });
});
