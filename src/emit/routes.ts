/** Workloads → Envoy's virtual hosts: the hosts and paths of the Mesh document are the routes. */
import type { HostPattern, Workload } from "../ir/model.js";
import type { PathTemplate } from "../ir/template.js";
import { clusterName } from "./workload-name.js";

const TEMPLATE_MATCHER = "envoy.path.match.uri_template.uri_template_matcher";
const TEMPLATE_MATCH =
  "type.googleapis.com/envoy.extensions.path.match.uri_template.v3.UriTemplateMatchConfig";
const ANY_HOST = "*";

/** Envoy's `VirtualHost`, as far as it is used here. */
export interface VirtualHost {
  readonly name: string;
  readonly domains: readonly string[];
  readonly routes: object[];
}

/** Workloads that others reach by host or path. */
export function routedWorkloads(workloads: readonly Workload[]): Workload[] {
  return workloads.filter(({ hosts, paths }) => hosts.length > 0 || paths.length > 0);
}

/** One virtual host for each domain, for Envoy takes no domain twice; routes in the order of the mesh. */
export function virtualHosts(workloads: readonly Workload[]): VirtualHost[] {
  const byDomain = new Map<string, VirtualHost>();
  for (const workload of routedWorkloads(workloads)) {
    for (const domain of domainsOf(workload.hosts)) {
      const host = byDomain.get(domain) ?? { name: domain, domains: [domain], routes: [] };
      host.routes.push(...routesTo(workload));
      byDomain.set(domain, host);
    }
  }
  return [...byDomain.values()];
}

function domainsOf(hosts: readonly HostPattern[]): string[] {
  if (hosts.length === 0) return [ANY_HOST];
  return hosts.map((host) => ("exact" in host ? host.exact : `*${host.suffix}`));
}

function routesTo(workload: Workload): object[] {
  const route = { cluster: clusterName(workload.id), timeout: "15s" };
  if (workload.paths.length === 0) return [{ match: { prefix: "/" }, route }];
  return workload.paths.map((path) => ({ match: templateMatch(path), route }));
}

function templateMatch({ text }: PathTemplate): object {
  const config = { "@type": TEMPLATE_MATCH, path_template: text };
  return { path_match_policy: { name: TEMPLATE_MATCHER, typed_config: config } };
}
