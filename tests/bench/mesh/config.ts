/** One Envoy that counts a limit by a rate limit service in two ways: by its own filter, and by the cell. */
import { buildImage } from "../../../src/compile/image.js";
import type { PolicySet } from "../../../src/ir/model.js";
import { CELL } from "../modules.js";
import { meshAnd, readPolicy, TARGET } from "../scenario/policy.js";
import { type HttpFilter, httpFilter } from "../variants/variant.js";
import { wasmFilter } from "../variants/wasm.js";

/** Never reached by one Envoy: what is measured is the counting. */
const LIMIT = { name: "ample", rate: "1000000/1s", scope: "mesh" };

const HTTP_OPTIONS = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";
const NETWORK = "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3";

/** A way to count, or not to. */
export interface Way {
  readonly name: string;
  readonly filters: readonly HttpFilter[];
}

export const SET = policySet([LIMIT]);

/** Each of the two ways beside the same without a limit. */
export const WAYS = {
  nothing: { name: "no filter", filters: [] },
  native: { name: "native ratelimit", filters: [nativeFilter()] },
  cell: { name: "cell, no limit", filters: [cellFilter("without", policySet([]))] },
  leases: { name: "cell, mesh limit", filters: [cellFilter("with", SET)] },
} as const satisfies Readonly<Record<string, Way>>;

export interface Ports {
  readonly admin: number;
  readonly upstream: number;
  readonly service: number;
  /** By the name of the way. */
  readonly ways: ReadonlyMap<string, number>;
}

/** A bootstrap (JSON) with a listener for each way; another answers for the service behind. */
export function bootstrap(ports: Ports): string {
  const ways = Object.values(WAYS).map(({ name, filters }) =>
    listener(ports.ways.get(name) ?? 0, filters, { route: { cluster: "upstream" } }),
  );
  const upstream = listener(ports.upstream, [], { direct_response: { status: 200 } });
  const clusters = [cluster("upstream", ports.upstream), cluster("ratelimit", ports.service, true)];
  const admin = { address: address(ports.admin) };
  return JSON.stringify({ admin, static_resources: { listeners: [...ways, upstream], clusters } });
}

function policySet(limits: readonly object[]): PolicySet {
  const text = meshAnd({ limits }).replace(
    '"trustDomain"',
    '"rateLimitService":{"cluster":"ratelimit"},"trustDomain"',
  );
  return readPolicy(text);
}

function cellFilter(name: string, set: PolicySet): HttpFilter {
  return wasmFilter(name, CELL, buildImage(set, TARGET));
}

function nativeFilter(): HttpFilter {
  return httpFilter("ratelimit", "ratelimit.v3.RateLimit", {
    domain: "shop",
    timeout: "0.1s",
    rate_limit_service: {
      transport_api_version: "V3",
      grpc_service: { envoy_grpc: { cluster_name: "ratelimit" } },
    },
  });
}

/** The descriptor that the cell sends too. */
const RATE_LIMITS = [
  {
    actions: [
      { generic_key: { descriptor_key: "limit", descriptor_value: "bench/ample" } },
      { generic_key: { descriptor_key: "key", descriptor_value: "/" } },
    ],
  },
];

function listener(port: number, filters: readonly HttpFilter[], action: object): object {
  const router = httpFilter("router", "router.v3.Router", {});
  const routes = [{ match: { prefix: "/" }, ...action }];
  const manager = {
    "@type": `${NETWORK}.HttpConnectionManager`,
    stat_prefix: "bench",
    route_config: {
      virtual_hosts: [{ name: "all", domains: ["*"], routes, rate_limits: RATE_LIMITS }],
    },
    http_filters: [...filters, router],
  };
  const filter = { name: "envoy.filters.network.http_connection_manager", typed_config: manager };
  return { name: `port ${port}`, address: address(port), filter_chains: [{ filters: [filter] }] };
}

function cluster(name: string, port: number, isHttp2 = false): object {
  const http = { "@type": `type.googleapis.com/${HTTP_OPTIONS}` };
  const options = { [HTTP_OPTIONS]: { ...http, explicit_http_config: { http2_protocol_options: {} } } };
  const endpoints = [{ lb_endpoints: [{ endpoint: { address: address(port) } }] }];
  return {
    name,
    connect_timeout: "1s",
    load_assignment: { cluster_name: name, endpoints },
    ...(isHttp2 && { typed_extension_protocol_options: options }),
  };
}

function address(port: number): object {
  return { socket_address: { address: "127.0.0.1", port_value: port } };
}
