/** The documents that people write: one source for the types, the validation and the JSON Schema. */
import { z } from "zod";

/** Kubernetes object names (RFC 1123 subdomain); safe in records without escaping. */
const name = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "must be lower-case letters, digits, `-` and `.`");

const texts = z.array(z.string()).min(1);

const path = z.union([
  z.string(),
  z.strictObject({ prefix: z.string().startsWith("/") }),
  z.strictObject({ suffix: z.string().min(1) }),
]);

const header = z
  .strictObject({
    name: z.string(),
    exact: z.string().optional(),
    prefix: z.string().min(1).optional(),
    suffix: z.string().min(1).optional(),
    present: z.literal(true).optional(),
    absent: z.literal(true).optional(),
  })
  .refine((one) => Object.keys(one).length === 2, {
    error: "needs `name` and exactly one of `exact`, `prefix`, `suffix`, `present`, `absent`",
  });

const peer = z.union([
  z.string(),
  z
    .strictObject({
      id: z.string().optional(),
      trustDomain: z.string().optional(),
      namespace: z.string().optional(),
      serviceAccount: z.string().optional(),
    })
    .refine((one) => Object.keys(one).length > 0, { error: "names no part of a SPIFFE ID" }),
]);

const rule = z.strictObject({
  name,
  effect: z.enum(["allow", "deny", "audit"]),
  methods: texts.optional(),
  hosts: texts.optional(),
  paths: z.array(path).min(1).optional(),
  headers: z.array(header).min(1).optional(),
  peers: z.array(peer).min(1).optional(),
  sources: texts.optional(),
});

const limit = z.strictObject({
  name,
  rate: z.string(),
  burst: z.int().min(1).optional(),
  key: z.array(z.string()).optional(),
  scope: z.literal("proxy").optional(),
});

const workload = z.strictObject({
  id: z.string(),
  tier: z.enum(["gateway", "sidecar"]).optional(),
  hosts: texts.optional(),
  paths: texts.optional(),
});

const head = { apiVersion: z.literal("cellwall.dev/v1alpha1"), metadata: z.strictObject({ name }) };

export const meshSchema = z.strictObject({
  ...head,
  kind: z.literal("Mesh"),
  spec: z.strictObject({
    trustDomain: z.string(),
    pathNormalization: z.enum(["STRICT", "DECODE_AND_MERGE_SLASHES", "MERGE_SLASHES", "BASE", "NONE"]).optional(),
    workloads: z.array(workload).min(1),
  }),
});

export const policySchema = z.strictObject({
  ...head,
  kind: z.literal("Policy"),
  spec: z.strictObject({
    target: z.strictObject({
      workload: z.string().optional(),
      namespace: z.string().optional(),
      tier: z.enum(["gateway", "sidecar"]).optional(),
    }),
    default: z.enum(["allow", "deny"]).optional(),
    authorize: z.array(rule).optional(),
    limits: z.array(limit).optional(),
  }),
});

/** Any document, told apart by its `kind`. */
export const documentSchema = z.discriminatedUnion("kind", [meshSchema, policySchema]);

export type MeshSpec = z.infer<typeof meshSchema>;
export type PolicySpec = z.infer<typeof policySchema>;
export type RuleSpec = z.infer<typeof rule>;
export type LimitSpec = z.infer<typeof limit>;
export type WorkloadSpec = z.infer<typeof workload>;
