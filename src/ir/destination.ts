import type { Facts } from "./facts.js";
import { matchHost } from "./host.js";
import { matchTemplate } from "./match-template.js";
import type { HostPattern, Workload } from "./model.js";

/** One way to a workload: through a virtual host of the gateway. `host` undefined: any. */
export interface Way {
  readonly workload: Workload;
  readonly host: HostPattern | undefined;
}

/**
 * The ways from a gateway in the order in which they are tried, as Envoy picks virtual hosts: exact names,
 * then suffixes, the longest first, then any host; among equals the order of the mesh.
 */
export function waysOf(workloads: readonly Workload[]): Way[] {
  const ways = workloads
    .filter(isRouted)
    .flatMap(({ hosts, ...workload }) =>
      (hosts.length === 0 ? [undefined] : hosts).map((host) => ({ workload: { ...workload, hosts }, host })),
    );
  return ways.sort((a, b) => rankOf(b.host) - rankOf(a.host));
}

/** Where a gateway sends a request: the first way that fits. Undefined when it goes nowhere. */
export function destinationOf(workloads: readonly Workload[], { host, path }: Facts): Workload | undefined {
  const way = waysOf(workloads).find(
    (one) => (one.host === undefined || fits(one.host, host)) && servesPath(one.workload, path),
  );
  return way?.workload;
}

/** Whether a gateway sends requests to a workload at all. */
export function isRouted({ hosts, paths, tier }: Workload): boolean {
  return tier === "sidecar" && (hosts.length > 0 || paths.length > 0);
}

const EXACT = Number.MAX_SAFE_INTEGER;

function rankOf(host: HostPattern | undefined): number {
  if (host === undefined) return 0;
  return "exact" in host ? EXACT : host.suffix.length;
}

function fits(pattern: HostPattern, host: string | undefined): boolean {
  return host !== undefined && matchHost(pattern, host);
}

function servesPath({ paths }: Workload, path: string): boolean {
  return paths.length === 0 || paths.some((template) => typeof matchTemplate(template, path) === "object");
}
