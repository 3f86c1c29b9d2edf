/** Algorithms that were not meant, keys that a token brings along, and types of other tokens. */
import { createHmac, type KeyObject, sign } from "node:crypto";
import { GOOD, type TokenCase } from "./case.js";
import {
  claims,
  ecdsa,
  ed25519,
  forge,
  hmac,
  part,
  RS256,
  rsa,
  type Sign,
  withClaims,
  withHeader,
} from "./forge.js";
import { ISSUER, KEYS, MIXED, PARTNER, SECRET, STRANGER } from "./issuers.js";

const ALGORITHM = "token-algorithm";
const KEY = "token-key";
const SIGNATURE = "token-signature";
const TYPE = "token-type";

const KID = { alg: "RS256", kid: "rsa" };
const EMPTY: Sign = () => Buffer.alloc(0);

const spki = (format: "pem" | "der") =>
  KEYS.rsa.publicKey.export({ type: "spki", format } as never) as Buffer;
const jwk = KEYS.rsa.publicKey.export({ format: "jwk" });

function byStranger(text: string): Buffer {
  return sign("sha256", Buffer.from(text), STRANGER.privateKey);
}

/** Signed with what everybody knows of the RSA key, as if it were a secret. */
function confused(header: object, secret: Uint8Array | string, iss = ISSUER): string {
  return forge(header, claims({ iss }), hmac(secret));
}

function partner(header: object, secret: KeyObject | Uint8Array | string = SECRET, hash = "sha256"): string {
  return forge(header, claims({ iss: PARTNER, aud: undefined }), (text) =>
    createHmac(hash, secret).update(text).digest(),
  );
}

export const ALGORITHMS: readonly TokenCase[] = [
  ["no alg", () => withHeader({ kid: "rsa" }), ALGORITHM],
  ...["none", "None", "NONE", "nOnE", "none ", " none", "none\0", "", "null", "RS256 ", "rs256", "RS255"].map(
    (alg): TokenCase => [`alg ${JSON.stringify(alg)}`, () => withHeader({ alg }, EMPTY), ALGORITHM],
  ),
  ["alg none with a signature", () => withHeader({ alg: "none", kid: "rsa" }), ALGORITHM],
  ["alg none, escaped", () => withHeader('{"alg":"\\u006eone"}', EMPTY), ALGORITHM],
  ["alg null", () => withHeader({ alg: null }), ALGORITHM],
  ["alg 0", () => withHeader({ alg: 0 }), ALGORITHM],
  ["alg true", () => withHeader({ alg: true }), ALGORITHM],
  ["alg in a list", () => withHeader({ alg: ["RS256"] }), ALGORITHM],
  ["alg of another case of the name", () => withHeader({ ALG: "RS256" }), ALGORITHM],
  ["alg that is long", () => withHeader({ alg: "RS256".repeat(2000) }), ALGORITHM],
  ["alg RS1", () => withHeader({ alg: "RS1" }, rsa("sha1")), ALGORITHM],
  ["alg ES256K", () => withHeader({ alg: "ES256K", kid: "p256" }), ALGORITHM],
  ["alg RSA-OAEP", () => withHeader({ alg: "RSA-OAEP" }), ALGORITHM],
  ["alg dir, as of a JWE", () => withHeader({ alg: "dir", enc: "A256GCM" }), ALGORITHM],
  ["HS256 by the RSA key's PEM", () => confused({ alg: "HS256" }, spki("pem")), KEY],
  [
    "HS256 by the RSA key's PEM under its kid",
    () => confused({ alg: "HS256", kid: "rsa" }, spki("pem")),
    KEY,
  ],
  ["HS256 by the RSA key's DER", () => confused({ alg: "HS256", kid: "rsa" }, spki("der")), KEY],
  ["HS256 by the RSA key's JWK", () => confused({ alg: "HS256", kid: "rsa" }, JSON.stringify(jwk)), KEY],
  [
    "HS256 by the RSA modulus",
    () => confused({ alg: "HS256", kid: "rsa" }, Buffer.from(String(jwk.n), "base64url")),
    KEY,
  ],
  ["HS256 by an empty secret", () => confused({ alg: "HS256" }, ""), KEY],
  ["HS256 where both are allowed", () => confused({ alg: "HS256" }, spki("pem"), MIXED), SIGNATURE],
  [
    "HS256 where both are allowed, under the RSA kid",
    () => confused({ alg: "HS256", kid: "rsa" }, spki("pem"), MIXED),
    KEY,
  ],
  [
    "HS256 where both are allowed, by an empty secret",
    () => confused({ alg: "HS256", kid: "secret" }, "", MIXED),
    SIGNATURE,
  ],
  [
    "RS256 under the secret's kid",
    () => forge({ alg: "RS256", kid: "secret" }, claims({ iss: MIXED }), RS256),
    KEY,
  ],
  ["HS256 by the secret of another issuer", () => withHeader({ alg: "HS256", kid: "secret" }, hmac()), KEY],
  ["RS256 for the issuer with a secret", () => forge(KID, claims({ iss: PARTNER }), RS256), KEY],
  ["HS256 cut to half", () => partner({ alg: "HS256" }).slice(0, -21), "token-form"],
  ["HS512 called HS256", () => partner({ alg: "HS256" }, SECRET, "sha512"), SIGNATURE],
  ["HS256 called HS512", () => partner({ alg: "HS512" }), SIGNATURE],
  ["HS256 by the secret as base64url", () => partner({ alg: "HS256" }, part(SECRET.export())), SIGNATURE],
  ["RS256 called PS256", () => withHeader({ alg: "PS256", kid: "rsa" }), SIGNATURE],
  ["RS256 called RS512", () => withHeader({ alg: "RS512", kid: "rsa" }), SIGNATURE],
  ["RS256 called ES256", () => withHeader({ alg: "ES256", kid: "rsa" }), KEY],
  ["RS256 called EdDSA", () => withHeader({ alg: "EdDSA", kid: "rsa" }), KEY],
  ["EdDSA called RS256", () => withHeader({ alg: "RS256", kid: "ed" }, ed25519), KEY],
  [
    "ES256 called EdDSA",
    () => withHeader({ alg: "EdDSA" }, ecdsa("sha256", KEYS.p256.privateKey)),
    SIGNATURE,
  ],
  [
    "ES384 with the key of P-256",
    () => withHeader({ alg: "ES384", kid: "p256" }, ecdsa("sha384", KEYS.p256.privateKey)),
    KEY,
  ],
  [
    "ES256 with the key of P-384",
    () => withHeader({ alg: "ES256", kid: "p384" }, ecdsa("sha256", KEYS.p384.privateKey)),
    KEY,
  ],
  ["EdDSA under its new name", () => withHeader({ alg: "Ed25519", kid: "ed" }, ed25519), GOOD],
  ["EdDSA of another curve", () => withHeader({ alg: "Ed448", kid: "ed" }, ed25519), ALGORITHM],
];

const own = STRANGER.publicKey.export({ format: "jwk" });

export const KEY_CASES: readonly TokenCase[] = [
  ["its own key", () => withHeader({ ...KID, jwk: own }, byStranger), KEY],
  ["the issuer's key in it", () => withHeader({ ...KID, jwk }), KEY],
  ["a null for a key", () => withHeader({ ...KID, jwk: null }), KEY],
  ["a URL of keys", () => withHeader({ ...KID, jku: "https://evil.example/jwks.json" }, byStranger), KEY],
  ["a URL of keys inside", () => withHeader({ ...KID, jku: "http://169.254.169.254/" }), KEY],
  ["a URL of certificates", () => withHeader({ ...KID, x5u: "file:///etc/passwd" }), KEY],
  ["certificates", () => withHeader({ ...KID, x5c: [spki("der").toString("base64")] }), KEY],
  ["no certificates", () => withHeader({ ...KID, x5c: [] }), KEY],
  ["an escaped name of a key", () => withHeader('{"alg":"RS256","\\u006awk":{}}'), KEY],
  ["a stranger's signature", () => withHeader(KID, byStranger), SIGNATURE],
  ["a stranger's signature and no kid", () => withHeader({ alg: "RS256" }, byStranger), SIGNATURE],
  ["an unknown kid", () => withHeader({ alg: "RS256", kid: "rsa2" }), KEY],
  ["a kid of another case", () => withHeader({ alg: "RS256", kid: "RSA" }), KEY],
  ["a kid with a NUL", () => withHeader({ alg: "RS256", kid: "rsa\0" }), KEY],
  ["an empty kid", () => withHeader({ alg: "RS256", kid: "" }), KEY],
  ["a kid that is a path", () => withHeader({ alg: "HS256", kid: "../../../../dev/null" }, hmac("")), KEY],
  ["a kid that is SQL", () => withHeader({ alg: "RS256", kid: "x' UNION SELECT 'AA" }), KEY],
  ["a kid that is a command", () => withHeader({ alg: "RS256", kid: "rsa|/bin/sleep 9" }), KEY],
  ["a kid that is a URL", () => withHeader({ alg: "RS256", kid: "https://evil.example/key" }), KEY],
  ["a kid that is a number", () => withHeader({ alg: "RS256", kid: 0 }), KEY],
  ["a kid that is null", () => withHeader({ alg: "RS256", kid: null }), KEY],
  ["a kid that is an object", () => withHeader({ alg: "RS256", kid: { kid: "rsa" } }), KEY],
  ["a kid of 10 KB", () => withHeader({ alg: "RS256", kid: "rsa".repeat(3400) }), KEY],
  ["the kid of a key for encryption", () => withHeader({ alg: "RS256", kid: "sealing" }), KEY],
  ["crit", () => withHeader({ ...KID, crit: ["exp"], exp: 1 }), "token-critical"],
  ["crit of nothing", () => withHeader({ ...KID, crit: [] }), "token-critical"],
  ["crit null", () => withHeader({ ...KID, crit: null }), "token-critical"],
  [
    "a payload that is not encoded",
    () => {
      const header = part({ ...KID, b64: false, crit: ["b64"] });
      return `${header}..${part(RS256(`${header}.${JSON.stringify(claims())}`))}`;
    },
    "token-form",
  ],
  ["b64 that is not critical", () => withHeader({ ...KID, b64: false }), GOOD],
  ["compression", () => withHeader({ ...KID, zip: "DEF" }), GOOD],
  ["claims in the header", () => withHeader({ ...KID, sub: "root", exp: 1 }), GOOD],
];

export const TYPES: readonly TokenCase[] = [
  ["typ JWT", () => withHeader({ ...KID, typ: "JWT" }), GOOD],
  ["typ at+jwt", () => withHeader({ ...KID, typ: "at+jwt" }), GOOD],
  ["typ application/at+jwt", () => withHeader({ ...KID, typ: "application/AT+JWT" }), GOOD],
  ...["txntoken+jwt", "TxnToken+JWT", "application/txntoken+jwt", "dpop+jwt", "logout+jwt", "JOSE"].map(
    (typ): TokenCase => [`typ ${typ}`, () => withHeader({ ...KID, typ }), TYPE],
  ),
  ["an empty typ", () => withHeader({ ...KID, typ: "" }), TYPE],
  ["a typ with a NUL", () => withHeader({ ...KID, typ: "JWT\0" }), TYPE],
  ["a typ with a parameter", () => withHeader({ ...KID, typ: "JWT; charset=utf-8" }), TYPE],
  ["a typ that is null", () => withHeader({ ...KID, typ: null }), TYPE],
  ["a typ in a list", () => withHeader({ ...KID, typ: ["JWT"] }), TYPE],
  ["a typ of 10 KB", () => withHeader({ ...KID, typ: "JWT".repeat(3400) }), TYPE],
  ["another cty", () => withHeader({ ...KID, cty: "JWT" }), GOOD],
  ["a changed header", () => withClaims(claims()).replace(/^[^.]+/, part({ alg: "RS256" })), SIGNATURE],
];
