/** Who is believed to say who a user is: the parts of a Mesh that name issuers and API keys. */
import { z } from "zod";
import { name } from "./name.js";

const texts = z.array(z.string().min(1)).min(1);

/** Keys of a mapping of which exactly one is given. */
function exactlyOne(...keys: readonly string[]) {
  return {
    fits: (one: object) => Object.keys(one).filter((key) => keys.includes(key)).length === 1,
    error: `needs exactly one of ${keys.map((key) => `\`${key}\``).join(", ")}`,
  };
}

const onePlace = exactlyOne("header", "cookie", "query");
const oneKeyPlace = exactlyOne("header", "query");
const oneSource = exactlyOne("file", "inline", "uri");
const oneList = exactlyOne("keys", "file");

const tokenPlace = z
  .strictObject({
    header: z.string().optional(),
    scheme: z
      .string()
      .optional()
      .describe("What stands before the token; `Bearer` for `authorization` when absent."),
    cookie: z.string().optional(),
    query: z.string().min(1).optional(),
  })
  .refine(onePlace.fits, { error: onePlace.error })
  .refine(({ header, scheme }) => scheme === undefined || header !== undefined, {
    error: "has a `scheme` without a `header`",
  });

const jwks = z
  .strictObject({
    file: z.string().min(1).optional().describe("A JSON file, relative to this one."),
    inline: z
      .union([z.string(), z.record(z.string(), z.unknown())])
      .optional()
      .describe("The key set itself: a mapping, or its JSON text."),
    uri: z.string().optional().describe("Where Envoy fetches it: an https URL."),
    refresh: z.string().optional().describe("How often: `5m` when absent."),
    cluster: z.string().min(1).optional().describe("The Envoy cluster to fetch it through."),
  })
  .refine(oneSource.fits, { error: oneSource.error })
  .refine(({ uri, refresh, cluster }) => uri !== undefined || (refresh ?? cluster) === undefined, {
    error: "has `refresh` or `cluster` without a `uri`",
  });

const claimHeader = z.strictObject({
  claim: z
    .union([z.string(), texts])
    .describe("The claim, such as `groups` or `realm.roles`; a list for names with dots in them."),
  header: z.string(),
});

const algorithm = z.enum([
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "HS256",
  "HS384",
  "HS512",
]);

export const issuer = z
  .strictObject({
    name,
    issuer: z.string().min(1).describe("The claim `iss` of its tokens."),
    audiences: texts.optional().describe("A token needs one of them in `aud`."),
    algorithms: z
      .array(algorithm)
      .min(1)
      .optional()
      .describe("All but `HS256`, `HS384` and `HS512` when absent."),
    leeway: z
      .string()
      .optional()
      .describe("How far clocks may differ for `exp`, `nbf` and `iat`: `60s` when absent."),
    tokens: z
      .array(tokenPlace)
      .min(1)
      .optional()
      .describe("Where its tokens stand; `authorization: Bearer …` when absent."),
    jwks,
    claimHeaders: z.array(claimHeader).optional().describe("Headers for the upstream, made of claims."),
    forward: z.boolean().optional().describe("Whether the upstream gets the token; `true` when absent."),
  })
  .meta({ id: "issuer" });

const apiKey = z
  .strictObject({
    id: z.string(),
    hash: z.string().describe("As `cellwall key new` prints it."),
    subject: z.string().min(1),
    claims: z.record(z.string(), z.json()).optional(),
    expires: z.string().optional().describe("An RFC 3339 time."),
  })
  .meta({ id: "apiKey" });

export const apiKeyRing = z
  .strictObject({
    name,
    in: z
      .strictObject({ header: z.string().optional(), query: z.string().min(1).optional() })
      .refine(oneKeyPlace.fits, { error: oneKeyPlace.error }),
    keys: z.array(apiKey).min(1).optional(),
    file: z.string().min(1).optional().describe("A YAML file with the list, relative to this one."),
  })
  .refine(oneList.fits, { error: oneList.error })
  .meta({ id: "apiKeyRing" });

/** A file of API keys: the list alone. */
export const apiKeyFile = z.array(apiKey).min(1);

export type IssuerSpec = z.infer<typeof issuer>;
export type TokenPlaceSpec = z.infer<typeof tokenPlace>;
export type JwksSpec = z.infer<typeof jwks>;
export type ClaimHeaderSpec = z.infer<typeof claimHeader>;
export type ApiKeyRingSpec = z.infer<typeof apiKeyRing>;
export type ApiKeySpec = z.infer<typeof apiKey>;
