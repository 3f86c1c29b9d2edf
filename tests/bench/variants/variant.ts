/** An HTTP filter of Envoy: `name` and `typed_config`. */
export interface HttpFilter {
  readonly name: string;
  readonly typed_config: Readonly<Record<string, unknown>>;
}

export type Group =
  | "floor"
  | "rules"
  | "rules and limit"
  | "rules on one path"
  | "one header"
  | "users"
  | "limits";

/** One listener that is measured. */
export interface Variant {
  /** Unique. */
  readonly name: string;
  readonly group: Group;
  /** The filters before the router; asked for when the variant is measured, as policies are compiled for it. */
  readonly filters: () => readonly HttpFilter[];
  /** Whether it answers 403 to the request with another tenant: it is seen to do its job before it is measured. */
  readonly refuses: boolean;
  /** The bearer tokens of its requests, one after the other; a request without a good one gets 401. Absent: no matter which. */
  readonly tokens?: () => readonly string[];
  /** How many callers (`x-api-key`) take turns; absent: there is one. */
  readonly callers?: number;
  /** The same filters where each caller has one request an hour: they are seen to refuse before it is measured. */
  readonly tight?: () => readonly HttpFilter[];
  /** How many workers Envoy has; 1 when absent. */
  readonly workers?: number;
}

const PACKAGE = "type.googleapis.com/envoy.extensions.filters.http";

/** A filter `envoy.filters.http.<name>`; `type` is its message under that package, such as `rbac.v3.RBAC`. */
export function httpFilter(
  name: string,
  type: string,
  config: Readonly<Record<string, unknown>>,
): HttpFilter {
  return { name: `envoy.filters.http.${name}`, typed_config: { "@type": `${PACKAGE}.${type}`, ...config } };
}
