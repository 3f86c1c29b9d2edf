import { GATEWAY, ORDERS } from "../../../examples/demo/mesh.js";
import { DEFAULT_TOKEN_CACHE } from "../../../src/ir/identity.js";
import type { PolicySet, Tier } from "../../../src/ir/model.js";
import { meshUsers, readPolicy, ruleSpec } from "../scenario/policy.js";
import { benchRules } from "../scenario/rules.js";
import { AMPLE_PER_SECOND, TIERS, TRIAL_PER_HOUR, trialClient } from "./limits.js";
import { ALGORITHM, CLIENT } from "./request.js";

/** How many rules hold at each tier. */
export const RULES = 100;

/** Envoy's cluster of the rate limit service. */
export const SERVICE_CLUSTER = "ratelimit";

const TARGETS: Readonly<Record<Tier, object>> = {
  gateway: { tier: "gateway" },
  sidecar: { workload: ORDERS },
};

/** What both tiers enforce: users of one issuer, the same rules, and a limit for each tier. @param scope of the limits */
export function tierPolicies(scope: "proxy" | "mesh"): PolicySet {
  const rules = benchRules(RULES, "paths").map((rule) => ({ ...ruleSpec(rule), when: "has(user.sub)" }));
  const documents = [
    document("Mesh", "shop", meshSpec(scope)),
    document("Policy", "rules", { target: {}, authorize: rules }),
    ...TIERS.map((tier) =>
      document("Policy", tier, { target: TARGETS[tier], limits: [limitOf(tier, scope)] }),
    ),
  ];
  return readPolicy(documents.join("\n---\n"));
}

function meshSpec(scope: "proxy" | "mesh"): object {
  return {
    trustDomain: "shop.example",
    workloads: [
      { id: GATEWAY, tier: "gateway" },
      { id: ORDERS, hosts: ["orders.shop.example"], paths: ["/orders/**"] },
    ],
    ...(scope === "mesh" && { rateLimitService: { cluster: SERVICE_CLUSTER } }),
    ...meshUsers({ algorithm: ALGORITHM, cacheBytes: DEFAULT_TOKEN_CACHE }),
  };
}

function limitOf(tier: Tier, scope: "proxy" | "mesh"): object {
  return {
    name: "clients",
    rate: `${AMPLE_PER_SECOND}/1s`,
    scope,
    key: [`request.headers["${CLIENT}"]`],
    overrides: [{ key: [trialClient(tier)], rate: `${TRIAL_PER_HOUR}/1h` }],
  };
}

function document(kind: string, name: string, spec: object): string {
  return JSON.stringify({ apiVersion: "cellwall.dev/v1alpha1", kind, metadata: { name }, spec }, null, 1);
}
