/** Sample requests, and what must become of each at either tier. */

export interface Sample {
  /** `client` asks the gateway, `reports` asks its own sidecar. */
  readonly from: "client" | "reports";
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** How often it is sent; the last one counts. */
  readonly times: number;
  /** The verdict and what gave it, e.g. `deny edge/no-debug`, `invalid path-encoding`; absent: does not come there. */
  readonly gateway?: string;
  readonly sidecar?: string;
}

type Headers = Readonly<Record<string, string | readonly string[]>>;
interface Expected {
  readonly gateway?: string;
  readonly sidecar?: string;
  readonly times?: number;
}

const HOST = "orders.shop.example";
const PASSED = "allow edge/public-hosts";

/** A request from outside that the gateway lets pass. */
function passed(line: string, sidecar: string, headers: Headers = {}): Sample {
  return sample("client", line, headers, { gateway: PASSED, sidecar });
}

/** A request from outside that ends at the gateway. */
function stopped(line: string, gateway: string, headers: Headers = {}, times = 1): Sample {
  return sample("client", line, headers, { gateway, times });
}

/** A request of a neighbour, which does not go through the gateway. */
function inside(line: string, sidecar: string, headers: Headers = {}, times = 1): Sample {
  return sample("reports", line, headers, { sidecar, times });
}

/** Without a `host` it is the one of `orders`. */
function sample(from: Sample["from"], line: string, headers: Headers, expected: Expected): Sample {
  const [method = "", path = ""] = line.split(" ");
  const pairs = Object.entries({ host: HOST, ...headers }).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, value] as const),
  );
  return { from, method, path, headers: pairs, times: 1, ...expected };
}

/** One or two of each kind: what the demo shows. */
export const DEMO: readonly Sample[] = [
  passed("GET /orders/customers/7/items", "allow orders/read-own"),
  passed("GET /orders/customers/7/../8/items", "allow orders/read-own"),
  stopped("POST /orders/customers/7/items", "deny"),
  passed("POST /orders", "allow orders/place", { "x-tenant": "acme" }),
  stopped("POST /orders", "deny"),
  passed("GET /orders/tenants/acme/list", "allow orders/acme", { "x-tenant": "acme" }),
  stopped("GET /orders/tenants/acme/list", "deny", { "x-tenant": "rival" }),
  passed("GET /orders/status", "allow orders/status"),
  passed("GET /orders/status/probe/1", "deny orders/loopback-probes"),
  stopped("GET /orders/customers/7/refunds/1", "deny orders/no-refunds"),
  stopped("GET /orders/customers/7/%72efunds/1", "deny orders/no-refunds"),
  stopped("DELETE /orders/customers/7/items", "deny orders/no-edge-deletes"),
  stopped("POST /orders/webhooks/mail", "deny orders/unsigned-webhooks"),
  passed("POST /orders/webhooks/mail", "allow orders/webhooks", { "x-signature": "s1" }),
  stopped("GET /orders/export/2026", "deny"),
  stopped("GET /orders/internal/metrics", "deny edge/no-internal"),
  stopped("GET /orders//./internal/metrics", "deny edge/no-internal"),
  stopped("GET /orders/status", "deny edge/no-debug", { "x-debug": "1" }),
  stopped("GET /orders/status", "deny", { host: "orders.elsewhere.example" }),
  stopped("GET /orders%2Finternal/metrics", "invalid path-escaped-slash"),
  stopped("GET /orders/internal;v=1/metrics", "invalid path-parameter"),
  stopped("GET /orders/%c0%ae%c0%ae/internal", "invalid path-encoding"),
  stopped("GET /orders/status", "limited edge/per-api-key", { "x-api-key": "busy" }, 61),
  inside("GET /orders/export/2026", "allow orders/export"),
  inside("GET /orders/totals/2026", "allow orders/neighbours"),
  inside("GET /orders/totals/refunds/2026", "deny orders/no-refunds"),
  inside("GET /orders/customers/7/items", "deny"),
  inside("POST /orders/export/2026", "deny"),
  inside("GET /orders/export/2026", "limited orders/per-tenant", { "x-tenant": "busy" }, 61),
];

/** More of each kind, for the tests. */
export const MORE: readonly Sample[] = [
  passed("HEAD /orders/customers/7/items", "allow orders/read-own"),
  passed("GET /orders/customers/7/a/b/c?x=/../..", "allow orders/read-own"),
  stopped("GET /orders/customers/7", "deny"),
  passed("GET /Orders/../orders/customers/7/", "allow orders/read-own"),
  passed("GET /orders/beta/1", "allow orders/beta", { "X-Group": "beta-7" }),
  stopped("GET /orders/beta/1", "deny", { "x-group": "alpha" }),
  passed("GET /orders/page.html", "allow orders/crawlers", { "user-agent": "good-bot" }),
  stopped("GET /orders/page.html", "deny", { "user-agent": "bot/1.0" }),
  stopped("GET /orders/page.htm", "deny", { "user-agent": "good-bot" }),
  passed("GET /orders/statuses", "allow orders/status"),
  passed("GET /orders/status", "allow orders/status", { host: "Orders.Shop.Example.:8080" }),
  passed("GET /orders/customers/7/items", "allow orders/read-own", { "x-forwarded-for": "192.0.2.9" }),
  stopped("GET /orders/export/2026", "deny", {
    "x-forwarded-client-cert": "URI=spiffe://shop.example/ns/shop/sa/reports",
  }),
  passed("GET /orders/customers/a=b/refunds/1", "deny orders/no-refunds"),
  passed("GET /orders/customers/a=b/items", "deny"),
  stopped("DELETE /orders/internal/x", "deny edge/no-internal"),
  stopped("GET /orders/%69nternal/x", "deny edge/no-internal"),
  stopped("GET /orders/status", "deny edge/no-debug", { "X-Debug": "" }),
  stopped("GET /orders/status", "deny", { host: "shop.example" }),
  stopped("GET /orders/status", "deny", { host: "notshop.example" }),
  stopped("GET /orders/%5cinternal", "invalid path-escaped-slash"),
  stopped("GET /orders/%07", "invalid path-escaped-control"),
  stopped("GET /orders/%zz", "invalid path-escape"),
  stopped("GET /orders/status", "invalid repeated-header", { "txn-token": ["a", "b"] }),
  inside("GET /orders/status", "allow orders/status"),
  inside("GET /orders/export/%2e%2e/customers/7/items", "deny"),
  inside("DELETE /orders/totals/2026", "deny"),
  inside("GET /orders/totals;x/2026", "invalid path-parameter"),
  inside("GET /orders/tenants/acme/1", "allow orders/acme", { "x-tenant": "acme" }),
];
