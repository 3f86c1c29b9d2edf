/**
 * One list of allow rules, told to each filter in its own words (rbac.ts, policy.ts). Only the last one fits the
 * request, so that whoever looks at one rule after the other looks at all.
 */
import { TENANT } from "./request.js";

/**
 * `paths`: each rule has its own path prefix and tenant. `one-path`: all rules share method and path and differ by
 * the prefix of a header alone.
 */
export type Shape = "paths" | "one-path";

/** Method, path prefix (ends in `/`) and `x-tenant` must all fit; the header exactly or as a prefix. */
export interface BenchRule {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly tenant: { readonly exact: string } | { readonly prefix: string };
}

export function benchRules(count: number, shape: Shape): BenchRule[] {
  return Array.from({ length: count }, (_, index) => benchRule(index, index === count - 1, shape));
}

/** Names sort in the order of the list: Envoy's `rbac` and cellwall both go by name. */
function benchRule(index: number, fits: boolean, shape: Shape): BenchRule {
  const number = String(index).padStart(6, "0");
  const tenant = fits ? TENANT : `tenant-${number}`;
  return {
    name: `rule-${number}`,
    method: "GET",
    path: fits || shape === "one-path" ? "/orders/customers/" : `/orders/collection-${number}/`,
    tenant: shape === "one-path" ? { prefix: tenant } : { exact: tenant },
  };
}
