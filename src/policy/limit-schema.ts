/** Limits as people write them. Shapes only, as in schema.ts. */
import { z } from "zod";
import { name } from "./name.js";
import { mode, path, texts } from "./rule-parts.js";

const rate = z.string().describe("A count and a period: `100/1m`.");
const burst = z.int().min(1).describe("Tokens of a full bucket; the rate's count when absent.");
const inFlight = z.int().min(1).describe("Requests at a time, in place of `rate`.");

const override = z
  .strictObject({
    key: z
      .array(z.union([z.string(), z.number(), z.boolean(), z.null()]))
      .min(1)
      .describe("A value for each part of the limit's key; null: the request lacks it."),
    rate: rate.optional(),
    burst: burst.optional(),
    inFlight: inFlight.optional(),
  })
  .meta({ id: "override" });

/** A file of overrides. */
export const overrideFile = z.array(override);

const response = z.strictObject({
  headers: z
    .enum(["always", "refused", "never"])
    .optional()
    .describe("On which responses the `RateLimit` headers are; `refused` when absent."),
  overwrite: z
    .boolean()
    .optional()
    .describe("Whether they take the place of headers that the service behind sends; false when absent."),
  body: z
    .strictObject({ contentType: z.string(), text: z.string() })
    .optional()
    .describe("Of a refusal; problem details (RFC 9457) when absent."),
});

/** A limit. */
export const limit = z
  .strictObject({
    name,
    mode: mode.optional(),
    methods: texts.optional(),
    paths: z.array(path).min(1).optional(),
    when: z.string().optional().describe("Which requests it is for: a condition in CEL, as a rule's."),
    rate: rate.optional(),
    burst: burst.optional(),
    inFlight: inFlight.optional(),
    key: z
      .array(z.string())
      .optional()
      .describe(
        'What tells buckets apart: `source.ip/24`, `user.sub`, `request.headers["name"]`, `path.name`, or any CEL that gives a text.',
      ),
    absent: z
      .enum(["bucket", "skip"])
      .optional()
      .describe(
        "A request that lacks a part of the key: the missing part is a value of its own (when absent), or it is not limited.",
      ),
    cost: z
      .union([z.number(), z.string()])
      .optional()
      .describe("Tokens that a request takes: CEL that gives a number, or `response.size`; 1 when absent."),
    count: z
      .strictObject({ status: z.array(z.union([z.number(), z.string()])).min(1) })
      .optional()
      .describe("Only requests whose response has such a status: `[401, 5xx]`."),
    scope: z
      .enum(["proxy", "mesh"])
      .optional()
      .describe("Who counts together: each Envoy alone (when absent), or all of the mesh."),
    lease: z.literal(1).optional().describe("Of the mesh: the service is asked for each request."),
    onFailure: z
      .enum(["local", "open", "closed"])
      .optional()
      .describe("Of the mesh, while the service is away; `local` when absent."),
    overrides: z
      .union([z.array(override).min(1), z.strictObject({ file: z.string() })])
      .optional()
      .describe("Other rates for given keys, here or in a file (.yaml or .csv)."),
    response: response.optional(),
  })
  .meta({ id: "limit" });

/** The service that counts for the mesh. */
export const rateLimitService = z
  .strictObject({
    cluster: z.string().min(1).describe("Envoy's cluster of a server of envoy.service.ratelimit.v3."),
    domain: z.string().min(1).optional().describe("The mesh's name when absent."),
    timeout: z.string().optional().describe("How long an answer may take: `100ms` when absent."),
  })
  .meta({ id: "rateLimitService" });

export type LimitSpec = z.infer<typeof limit>;
export type OverrideSpec = z.infer<typeof override>;
export type RateLimitServiceSpec = z.infer<typeof rateLimitService>;
