/** Limits on each caller, whom a header names; told to each filter in its own words. */

/** The header. Requests have `FIRST_CALLER` in it, or another number of as many digits. */
export const CALLER_HEADER = "x-api-key";
export const FIRST_CALLER = "000000000000";

export interface CallerLimits {
  /** How many limits each request has to pass. */
  readonly count: number;
  /** What each caller has of each: never used up, or one request an hour. */
  readonly capacity: keyof typeof CAPACITIES;
}

const CAPACITIES = {
  ample: { tokens: 1_000_000, seconds: 1 },
  tight: { tokens: 1, seconds: 3_600 },
} as const;

/** As many callers as the cell has buckets (assembly/limit/store.ts); Envoy keeps 20 when nothing is said. */
const REMEMBERED = 32_768;

/** The limits as `spec.limits` of a policy. */
export function limitSpecs({ count, capacity }: CallerLimits): object[] {
  const { tokens, seconds } = CAPACITIES[capacity];
  const key = [`request.headers["${CALLER_HEADER}"]`];
  return names(count).map((name) => ({ name, rate: `${tokens}/${seconds}s`, burst: tokens, key }));
}

/** The limits as fields of Envoy's LocalRateLimit: a bucket for each value that a descriptor meets. */
export function dynamicDescriptors({ count, capacity }: CallerLimits): Readonly<Record<string, unknown>> {
  const { tokens, seconds } = CAPACITIES[capacity];
  const token_bucket = { max_tokens: tokens, tokens_per_fill: tokens, fill_interval: `${seconds}s` };
  return {
    rate_limits: names(count).map((descriptor_key) => ({
      actions: [{ request_headers: { header_name: CALLER_HEADER, descriptor_key } }],
    })),
    descriptors: names(count).map((key) => ({ entries: [{ key }], token_bucket })),
    max_dynamic_descriptors: REMEMBERED,
    always_consume_default_token_bucket: false,
  };
}

function names(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `per-caller-${index + 1}`);
}
