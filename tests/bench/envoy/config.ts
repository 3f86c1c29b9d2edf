import type { HttpFilter, Variant } from "../variants/variant.js";

const HTTP_FILTERS = "type.googleapis.com/envoy.extensions.filters";

/** The name of the listener that has a variant's `tight` filters. */
export const tightName = (variant: string): string => `${variant}, tight`;

/**
 * An Envoy bootstrap (JSON) with one listener for each variant, named after it, and one for its tight limits; all ports
 * are free ones.
 */
export function bootstrap(variants: readonly Variant[]): string {
  const listeners = variants.flatMap(({ name, filters, tight }) => [
    listener(name, filters()),
    ...(tight ? [listener(tightName(name), tight())] : []),
  ]);
  return JSON.stringify({ admin: { address: anyPort() }, static_resources: { listeners } });
}

function listener(name: string, filters: readonly HttpFilter[]): object {
  const router = {
    name: "envoy.filters.http.router",
    typed_config: { "@type": `${HTTP_FILTERS}.http.router.v3.Router` },
  };
  const manager = {
    "@type": `${HTTP_FILTERS}.network.http_connection_manager.v3.HttpConnectionManager`,
    stat_prefix: "bench",
    route_config: { virtual_hosts: [{ name: "all", domains: ["*"], routes: [directResponse()] }] },
    http_filters: [...filters, router],
  };
  const filter = { name: "envoy.filters.network.http_connection_manager", typed_config: manager };
  return { name, address: anyPort(), filter_chains: [{ filters: [filter] }] };
}

/** Envoy answers by itself: the request runs through all filters, and no upstream adds its noise. */
function directResponse(): object {
  return { match: { prefix: "/" }, direct_response: { status: 200 } };
}

function anyPort(): object {
  return { socket_address: { address: "127.0.0.1", port_value: 0 } };
}
