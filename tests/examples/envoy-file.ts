import type { Document } from "yaml";
import { listAt, mapAt } from "../../src/emit/template.js";

/** What a service answers to one request. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** A route that Envoy answers by itself. */
interface Route {
  readonly match: { readonly path?: string; readonly prefix?: string };
  readonly direct_response: { readonly status: number; readonly body?: { readonly inline_string: string } };
  readonly response_headers_to_add?: readonly { readonly header: { key: string; value: string } }[];
}

const manager = (listener: string) =>
  ["static_resources", "listeners", listener, "filter_chains", 0, "filters", 0, "typed_config"] as const;

/** The plugin configuration in an envoy.yaml. */
export function configurationIn(envoy: Document, filter: string): string {
  const plugin = [...manager("edge"), "http_filters", filter, "typed_config", "config"];
  return String(mapAt(envoy, ...plugin, "configuration").get("value"));
}

/** What a listener of an envoy.yaml that stands for a service answers for a path. */
export function serviceAnswer(envoy: Document, path: string, service = "service"): Answer {
  const host = [...manager(service), "route_config", "virtual_hosts", service];
  const routes = listAt(envoy, ...host, "routes").toJSON() as Route[];
  const route = routes.find(({ match }) => match.path === path || path.startsWith(match.prefix ?? "\0"));
  if (route === undefined) throw new Error(`\`${service}\` has no route for \`${path}\``);
  return {
    status: route.direct_response.status,
    headers: (route.response_headers_to_add ?? []).map(({ header }) => [header.key, header.value]),
    body: route.direct_response.body?.inline_string ?? "",
  };
}
