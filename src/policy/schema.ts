/**
 * The documents that people write: the one source of the types, the validation and the JSON Schema
 * (docs/policy.schema.json). Shapes only; what a value means is for src/lower to judge.
 */
import { z } from "zod";
import { apiKeyRing, issuer } from "./identity-schema.js";
import { limit, rateLimitService } from "./limit-schema.js";
import { name } from "./name.js";
import { requestSchema } from "./request.js";
import { mode, path, texts } from "./rule-parts.js";
import { transactionTokens } from "./transaction-schema.js";

const tier = z.enum(["gateway", "sidecar"]);

const header = z
  .strictObject({
    name: z.string().describe("The header's name, in any case."),
    exact: z.string().optional(),
    prefix: z.string().min(1).optional(),
    suffix: z.string().min(1).optional(),
    present: z.literal(true).optional(),
    absent: z.literal(true).optional(),
  })
  .refine((one) => Object.keys(one).length === 2, {
    error: "needs exactly one of `exact`, `prefix`, `suffix`, `present` and `absent`",
  })
  .meta({ minProperties: 2, maxProperties: 2 });

const peer = z.union([
  z.string().describe("A SPIFFE ID, or one that ends in `/**`: every ID under it."),
  z
    .strictObject({
      id: z.string().optional(),
      trustDomain: z.string().optional(),
      namespace: z.string().optional(),
      serviceAccount: z.string().optional(),
    })
    .refine((one) => Object.keys(one).length > 0, {
      error: "needs at least one of `id`, `trustDomain`, `namespace` and `serviceAccount`",
    })
    .meta({ minProperties: 1 }),
]);

const rule = z
  .strictObject({
    name,
    effect: z.enum(["allow", "deny", "audit"]),
    mode: mode.optional(),
    methods: texts.optional(),
    hosts: texts.optional(),
    paths: z.array(path).min(1).optional(),
    headers: z.array(header).min(1).optional(),
    peers: z.array(peer).min(1).optional(),
    sources: texts.optional().describe("IP addresses and CIDR blocks."),
    when: z
      .string()
      .optional()
      .describe(
        "A condition in CEL, such as `user.sub == path.customer`; attributes and functions are in docs/conditions.md.",
      ),
  })
  .meta({ id: "rule" });

const workload = z
  .strictObject({
    id: z.string().describe("The workload's SPIFFE ID."),
    tier: tier.optional(),
    mtls: z
      .enum(["STRICT", "PERMISSIVE"])
      .optional()
      .describe("`STRICT`: a peer without a certificate is refused. `PERMISSIVE` when absent."),
    hosts: texts.optional(),
    paths: texts.optional(),
    callers: z
      .array(peer)
      .min(1)
      .optional()
      .describe("From whom it takes transaction tokens; any workload of the trust domain when absent."),
  })
  .meta({ id: "workload" });

const apiVersion = z.literal("cellwall.dev/v1alpha1");
const metadata = z.strictObject({ name });

const mesh = z.strictObject({
  apiVersion,
  kind: z.literal("Mesh"),
  metadata,
  spec: z.strictObject({
    trustDomain: z.string(),
    federatedTrustDomains: texts.optional().describe("Other trust domains whose workloads may be peers."),
    pathNormalization: z
      .enum(["STRICT", "DECODE_AND_MERGE_SLASHES", "MERGE_SLASHES", "BASE", "NONE"])
      .optional(),
    workloads: z.array(workload).min(1),
    rateLimitService: rateLimitService.optional().describe("Who counts limits of `scope: mesh`."),
    issuers: z.array(issuer).optional().describe("Who signs tokens that are believed."),
    apiKeys: z.array(apiKeyRing).optional(),
    tokenCache: z
      .int()
      .min(0)
      .max(1 << 30)
      .optional()
      .describe("Bytes of verified tokens that each worker remembers; 16 MiB when absent."),
    transactionTokens: transactionTokens
      .optional()
      .describe(
        "How users are known behind the gateway; each workload looks at their own credentials when absent.",
      ),
  }),
});

const target = z
  .strictObject({
    workload: z.string().optional(),
    namespace: z.string().optional(),
    tier: tier.optional(),
  })
  .describe("The workloads that fit every part given; `{}` is the whole mesh.");

const policy = z.strictObject({
  apiVersion,
  kind: z.literal("Policy"),
  metadata,
  spec: z.strictObject({
    target,
    mode: mode.optional(),
    default: z.enum(["allow", "deny"]).optional(),
    authorize: z.array(rule).optional(),
    limits: z.array(limit).optional(),
  }),
});

const verdict = z.enum(["allow", "deny", "unauthenticated", "limited", "invalid"]);

const testCase = z
  .strictObject({
    name: z.string().min(1),
    request: requestSchema.optional().describe("Beside what `spec.request` has."),
    each: z
      .array(requestSchema)
      .min(1)
      .optional()
      .describe("A table: the case holds for each of these, beside what `request` has."),
    verdict,
    rule: z
      .string()
      .optional()
      .describe("`policy/rule` (or limit) that decides, or `none` when the default does; any when absent."),
  })
  .meta({ id: "case" });

const policyTest = z.strictObject({
  apiVersion,
  kind: z.literal("PolicyTest"),
  metadata,
  spec: z.strictObject({
    target,
    request: requestSchema.optional().describe("What the requests of all cases have in common."),
    cases: z.array(testCase).min(1),
  }),
});

/** Any document, told apart by its `kind`. */
export const documentSchema = z.discriminatedUnion("kind", [mesh, policy, policyTest]);

export type MeshSpec = z.infer<typeof mesh>;
export type PolicySpec = z.infer<typeof policy>;
export type PolicyTestSpec = z.infer<typeof policyTest>;
export type CaseSpec = z.infer<typeof testCase>;
export type TargetSpec = z.infer<typeof target>;
export type RuleSpec = z.infer<typeof rule>;
export type PathSpec = z.infer<typeof path>;
export type HeaderSpec = z.infer<typeof header>;
export type PeerSpec = z.infer<typeof peer>;
export type WorkloadSpec = z.infer<typeof workload>;
