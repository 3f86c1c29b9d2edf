/** Envoy's own filters that do the cells' job. */
import { stringify } from "yaml";
import type { Tier } from "../../../src/ir/model.js";
import { rbacFilter } from "../variants/native.js";
import { jwtFilter } from "../variants/users.js";
import { type HttpFilter, httpFilter } from "../variants/variant.js";
import { AMPLE_PER_SECOND, TIERS, TRIAL_PER_HOUR, trialClient } from "./limits.js";
import { RULES, SERVICE_CLUSTER } from "./policy.js";
import { ALGORITHM, CLIENT } from "./request.js";

const DOMAIN = "native";
const ALWAYS = { default_value: { numerator: 100, denominator: "HUNDRED" } };
const AMPLE_BUCKET = bucket(AMPLE_PER_SECOND, "1s");

/** Each proxy counts alone. */
export function localChain(tier: Tier): HttpFilter[] {
  return [...usersAndRules(), localLimit(tier)];
}

/** The rate limit service is asked for each request. */
export function serviceChain(tier: Tier): HttpFilter[] {
  return [...usersAndRules(), serviceLimit(tier)];
}

/** The configuration of envoyproxy/ratelimit for `serviceChain`. */
export function serviceConfig(): string {
  const ample = { rate_limit: { unit: "second", requests_per_unit: AMPLE_PER_SECOND } };
  const trial = { rate_limit: { unit: "hour", requests_per_unit: TRIAL_PER_HOUR } };
  const descriptors = TIERS.map((tier) => ({
    key: "tier",
    value: tier,
    descriptors: [
      { key: CLIENT, ...ample },
      { key: CLIENT, value: trialClient(tier), ...trial },
    ],
  }));
  return stringify({ domain: DOMAIN, descriptors });
}

/** Known tokens are not verified again, as in the cell. */
function usersAndRules(): HttpFilter[] {
  return [jwtFilter(ALGORITHM, true), rbacFilter(RULES, "paths")];
}

function localLimit(tier: Tier): HttpFilter {
  const trial = { key: CLIENT, value: trialClient(tier) };
  return httpFilter("local_ratelimit", "local_ratelimit.v3.LocalRateLimit", {
    stat_prefix: "bench",
    token_bucket: AMPLE_BUCKET,
    filter_enabled: ALWAYS,
    filter_enforced: ALWAYS,
    rate_limits: [{ actions: [byClient()] }],
    descriptors: [
      { entries: [trial], token_bucket: bucket(TRIAL_PER_HOUR, "3600s") },
      { entries: [{ key: CLIENT }], token_bucket: AMPLE_BUCKET }, // a bucket for each other value
    ],
    always_consume_default_token_bucket: false,
  });
}

function serviceLimit(tier: Tier): HttpFilter {
  const ofTier = { generic_key: { descriptor_key: "tier", descriptor_value: tier } };
  return httpFilter("ratelimit", "ratelimit.v3.RateLimit", {
    domain: DOMAIN,
    failure_mode_deny: true,
    timeout: "1s",
    rate_limit_service: {
      transport_api_version: "V3",
      grpc_service: { envoy_grpc: { cluster_name: SERVICE_CLUSTER } },
    },
    rate_limits: [{ actions: [ofTier, byClient()] }],
  });
}

function byClient(): object {
  return { request_headers: { header_name: CLIENT, descriptor_key: CLIENT } };
}

function bucket(tokens: number, interval: string): object {
  return { max_tokens: tokens, tokens_per_fill: tokens, fill_interval: interval };
}
