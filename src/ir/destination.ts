import type { Facts } from "./facts.js";
import { matchHost } from "./host.js";
import { matchTemplate } from "./match-template.js";
import type { HostPattern, Workload } from "./model.js";
import { and, or, type Truth } from "./truth.js";

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
    .flatMap((workload) =>
      (workload.hosts.length === 0 ? [undefined] : workload.hosts).map((host) => ({ workload, host })),
    );
  return ways.sort((a, b) => rankOf(b.host) - rankOf(a.host));
}

/**
 * Where a gateway sends a request: the first way that fits. Undefined when it goes nowhere, and when a way
 * before may or may not fit, because Envoy may read a wildcard otherwise than policy does.
 */
export function destinationOf(workloads: readonly Workload[], facts: Facts): Workload | undefined {
  for (const { workload, host } of waysOf(workloads)) {
    const fit = and([hostFits(host, facts), pathFits(workload, facts)]);
    if (fit === true) return workload;
    if (fit === "undecided") return undefined;
  }
  return undefined;
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

function hostFits(pattern: HostPattern | undefined, { host }: Facts): Truth {
  if (pattern === undefined) return true;
  return host === undefined ? "undecided" : matchHost(pattern, host);
}

function pathFits({ paths }: Workload, { path }: Facts): Truth {
  if (paths.length === 0) return true;
  return or(
    paths.map((template) => {
      const match = matchTemplate(template, path);
      return typeof match === "object" ? true : match;
    }),
  );
}
