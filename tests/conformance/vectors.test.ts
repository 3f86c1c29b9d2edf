/** The module's answer to published vectors: SHA-2 of NIST, signatures of Wycheproof, tokens of the RFCs. */
import { createPublicKey } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { type Algorithm, algorithmBits } from "../../src/keys/algorithms.js";
import { jwksToKeySet } from "../../src/keys/key-set.js";
import { type Bits, Crypto } from "./crypto.js";
import { Tokens } from "./tokens.js";
import { readData, type Vector, type VectorGroup, wycheproof } from "./vectors.js";

let crypto: Crypto;
let tokens: Tokens;
beforeAll(() => {
  crypto = Crypto.load();
  tokens = new Tokens();
}, 60_000);

/** Opens a key set of this key alone. */
function open(key: Readonly<Record<string, string>>): void {
  expect(tokens.open(jwksToKeySet([key]))).toBe(true);
}

/** `file/number comment` of each vector that the module judges otherwise than its result says. */
function otherwise({ file, vectors }: VectorGroup, verify: (vector: Vector) => boolean): string[] {
  return vectors
    .filter((vector) => vector.result !== "acceptable" && verify(vector) !== (vector.result === "valid"))
    .map(({ number, comment }) => `${file}/${number} ${comment}`);
}

function bySet(group: VectorGroup): (vector: Vector) => boolean {
  open(group.key);
  return ({ message, signature }) => tokens.verifyByKey(group.algorithm, message, signature);
}

describe("SHA-2", () => {
  const { digests } = readData("sha2-cavp") as { digests: Record<string, readonly [string, string][]> };

  test.each(Object.entries(digests))("of %s bits", (bits, all) => {
    for (const [message, digest] of all) {
      const hashed = crypto.hash(Number(bits) as Bits, Buffer.from(message, "base64url"));
      expect(hashed.toString("hex"), message).toBe(digest);
    }
  });
});

test("HMAC, with keys of any length", () => {
  const wrong = wycheproof("hmac").flatMap((group) => {
    const [bits, key] = [
      Number(group.algorithm.slice(2)) as Bits,
      Buffer.from(group.key.k ?? "", "base64url"),
    ];
    return otherwise(group, ({ message, signature }) => crypto.verifyHmac(bits, key, message, signature));
  });
  expect(wrong).toEqual([]);
});

describe("signatures", () => {
  test.each(["rsa-pkcs1", "rsa-pss", "ecdsa", "ed25519"])("%s", (name) => {
    const wrong = wycheproof(name).flatMap((group) => otherwise(group, bySet(group)));
    expect(wrong).toEqual([]);
  });

  test("PSS with a salt that is not as long as the digest are refused, good or not", () => {
    const accepted = wycheproof("rsa-pss-parameters").flatMap((group) => {
      const verify = bySet(group);
      return group.vectors.filter(verify).map(({ comment }) => `${group.algorithm}: ${comment}`);
    });
    expect(new Set(accepted)).toEqual(new Set(["PS256: s_len changed to 32"]));
  });

  test("ECDSA in DER are no token's, and the host judges them as published", () => {
    for (const group of wycheproof("ecdsa-der")) {
      expect(group.vectors.filter(bySet(group))).toEqual([]);
      const spki = createPublicKey({ key: group.key, format: "jwk" }).export({ type: "spki", format: "der" });
      const byHost = ({ message, signature }: Vector) => tokens.verify(256, spki, signature, message);
      expect(otherwise(group, byHost)).toEqual([]);
    }
  });
});

interface PublishedToken {
  readonly name: string;
  readonly algorithm: Algorithm;
  readonly key: Readonly<Record<string, string>>;
  readonly token: string;
}

describe("tokens of the RFCs", () => {
  const { tokens: published } = readData("jose-rfcs") as { tokens: readonly PublishedToken[] };
  /** When the JWTs of RFC 7515 were good. */
  const BEFORE = 1_300_819_380 - 1;

  function check(token: string, algorithm: Algorithm): string {
    return tokens.check(token, { issuer: "joe", algorithms: algorithmBits([algorithm]), now: BEFORE });
  }

  test.each(published)("$name", ({ algorithm, key, token }) => {
    open(key);
    const [header = "", payload = "", signature = ""] = token.split(".");
    const [text, bytes] = [Buffer.from(`${header}.${payload}`), Buffer.from(signature, "base64url")];
    expect(tokens.verifyByKey(algorithm, text, bytes)).toBe(true);
    expect(tokens.verifyByKey(algorithm, Buffer.from(`${header}.${payload}A`), bytes)).toBe(false);
    const isJwt = Buffer.from(payload, "base64url").toString().startsWith("{");
    expect(check(token, algorithm)).toBe(isJwt ? "" : "token-form");
  });

  test("three are JWTs, of an issuer", () => {
    const jwts = published.filter(({ token }) => token.split(".")[1]?.startsWith("ey"));
    expect(jwts.map(({ name }) => name)).toEqual(["RFC 7515 A.1", "RFC 7515 A.2", "RFC 7515 A.3"]);
  });

  test("the unsecured one of RFC 7515 A.5 is refused", () => {
    const payload = published[0]?.token.split(".")[1];
    expect(check(`eyJhbGciOiJub25lIn0.${payload}.`, "HS256")).toBe("token-algorithm");
  });
});
