/** Envoy's own filters that do the cell's job. */
import { rbacPolicies } from "../scenario/rbac.js";
import { benchRules, type Shape } from "../scenario/rules.js";
import { type HttpFilter, httpFilter, type Variant } from "./variant.js";

/** Never empty: what is measured is the counting. */
const AMPLE_BUCKET = { max_tokens: 4_000_000_000, tokens_per_fill: 4_000_000_000, fill_interval: "1s" };
const ALWAYS = { default_value: { numerator: 100, denominator: "HUNDRED" } };

export function rbac(rules: number): Variant {
  return {
    name: `rbac(${rules})`,
    group: "rules",
    filters: () => [rbacFilter(rules, "paths")],
    refuses: true,
  };
}

export function rbacOnePath(rules: number): Variant {
  const filters = () => [rbacFilter(rules, "one-path")];
  return { name: `rbac(${rules}), one path`, group: "rules on one path", filters, refuses: true };
}

export function localRateLimit(): Variant {
  return { name: "local_ratelimit", group: "floor", filters: () => [rateLimitFilter()], refuses: false };
}

export function rbacAndRateLimit(rules: number): Variant {
  const filters = () => [rbacFilter(rules, "paths"), rateLimitFilter()];
  return { name: `rbac(${rules}) + local_ratelimit`, group: "rules and limit", filters, refuses: true };
}

export function rbacFilter(rules: number, shape: Shape): HttpFilter {
  const policies = rbacPolicies(benchRules(rules, shape));
  return httpFilter("rbac", "rbac.v3.RBAC", { rules: { action: "ALLOW", policies } });
}

/** `fields`: more of its configuration. */
export function rateLimitFilter(fields: Readonly<Record<string, unknown>> = {}): HttpFilter {
  return httpFilter("local_ratelimit", "local_ratelimit.v3.LocalRateLimit", {
    stat_prefix: "bench",
    token_bucket: AMPLE_BUCKET,
    filter_enabled: ALWAYS,
    filter_enforced: ALWAYS,
    ...fields,
  });
}
