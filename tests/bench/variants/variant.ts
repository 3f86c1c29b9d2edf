/** An HTTP filter of Envoy: `name` and `typed_config`. */
export interface HttpFilter {
  readonly name: string;
  readonly typed_config: Readonly<Record<string, unknown>>;
}

export type Group = "floor" | "rules" | "rules and limit" | "rules on one path" | "one header" | "users";

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
