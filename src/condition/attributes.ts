/** The attributes that a condition may ask for: the one table behind the checker and docs/conditions.md. */
import { DYN, INT, IP, listOf, mapOf, STRING, TIMESTAMP, type Type } from "./types.js";

/** One attribute with a fixed name. */
export interface PlainAttribute {
  readonly name: string;
  readonly type: Type;
  /** What it is, as a phrase. */
  readonly is: string;
  /** Whether a gateway knows which value the destination will see (docs/policy.md, At the gateway). */
  readonly isForeseen: boolean;
  readonly example: string;
}

/** Attributes with a key that is written out, `name["key"]`; `name` alone is no value. */
export interface KeyedAttribute extends PlainAttribute {
  /** Of one value; the attribute's type is that of all. */
  readonly item: Type;
}

export const PLAIN = [
  plain("request.method", STRING, true, "the method, case-sensitive", 'request.method in ["GET", "HEAD"]'),
  plain(
    "request.host",
    STRING,
    true,
    "the host, in lower case, without port and trailing dot",
    'request.host.endsWith(".shop.example")',
  ),
  plain(
    "request.path",
    STRING,
    true,
    "the normalized path, without query",
    'request.path.startsWith("/internal/")',
  ),
  plain("request.scheme", STRING, false, "`http` or `https`", 'request.scheme == "https"'),
  plain(
    "request.protocol",
    STRING,
    false,
    "`HTTP/1.1`, `HTTP/2` or `HTTP/3`",
    'request.protocol != "HTTP/1.1"',
  ),
  plain("request.time", TIMESTAMP, false, "when the request came", "request.time.getDayOfWeek() in [0, 6]"),
  plain(
    "request.size",
    INT,
    false,
    "the body's length in bytes as `content-length` has it; 0 without a body, missing when it is not announced",
    "request.size <= 1048576",
  ),
  plain("request.id", STRING, false, "the header `x-request-id`", 'request.id != ""'),
  plain("source.ip", IP, false, "the address of the connection's other end", 'source.ip == ip("192.0.2.7")'),
  plain("source.port", INT, false, "its port", "source.port >= 1024"),
  plain(
    "destination.ip",
    IP,
    false,
    "the address that the connection came to",
    'destination.ip == ip("10.0.0.9")',
  ),
  plain("destination.port", INT, false, "its port", "destination.port == 8443"),
  plain(
    "peer.id",
    STRING,
    true,
    "the SPIFFE ID of the certificate at the connection's other end",
    'peer.id.startsWith("spiffe://shop.example/ns/edge/")',
  ),
  plain("peer.trustDomain", STRING, true, "its trust domain", 'peer.trustDomain == "shop.example"'),
  plain(
    "peer.namespace",
    STRING,
    true,
    "its namespace; missing in an ID of another shape than `…/ns/NAMESPACE/sa/SERVICEACCOUNT`",
    'peer.namespace in ["shop", "edge"]',
  ),
  plain(
    "peer.serviceAccount",
    STRING,
    true,
    "its service account, likewise",
    'peer.serviceAccount == "reports"',
  ),
  plain(
    "connection.sni",
    STRING,
    false,
    "the server name of the TLS handshake",
    "connection.sni == request.host",
  ),
  plain("route.name", STRING, false, "the name of Envoy's route", 'route.name == "orders"'),
  plain("user.sub", STRING, false, "the user's subject", "user.sub == path.customer"),
  plain("user.iss", STRING, false, "who says so: the issuer", 'user.iss == "https://login.shop.example"'),
  plain("user.aud", listOf(STRING), false, "the audiences of the user's token", '"shop-api" in user.aud'),
  plain(
    "user.scopes",
    listOf(STRING),
    false,
    "the scopes of the user's token",
    '"orders:read" in user.scopes',
  ),
  plain(
    "user.claims",
    mapOf(STRING, DYN),
    false,
    "all claims of the user's token",
    '"finance" in user.claims.groups',
  ),
] as const;

export const KEYED = [
  keyed(
    "request.headers",
    STRING,
    "the one value of a header, by its name in any case; ambiguous when it came with several that differ",
    'request.headers["x-tenant"] == "acme"',
  ),
  keyed(
    "request.headerValues",
    listOf(STRING),
    "all values of a header in the order sent; an empty list when it did not come",
    'request.headerValues["x-role"].exists(role, role == "admin")',
  ),
  keyed(
    "request.query",
    STRING,
    "the one value of a query parameter, decoded; ambiguous when it came with several that differ",
    'request.query["debug"] == "1"',
  ),
  keyed(
    "request.queryValues",
    listOf(STRING),
    "all values of a query parameter in the order sent; an empty list when it did not come",
    'size(request.queryValues["id"]) <= 10',
  ),
] as const;

/** What stands before the name of a variable in the rule's `paths`. */
export const CAPTURES = "path";

export type PlainName = (typeof PLAIN)[number]["name"];
export type KeyedName = (typeof KEYED)[number]["name"];

/** What some ask for by another name, or elsewhere. */
export const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ["destination.workload", "the policy's `target` says for which workloads it is"],
  ["request.body", "a request is decided before its body is read"],
  ["response.size", "a limit's `cost: response.size` stands alone, with nothing beside it"],
  ["response.status", "a limit counts by it with `count: { status: [401, 5xx] }`"],
  ["request.trailers", "a request is decided before its trailers come"],
  ["source.address", "write `source.ip` and `source.port`"],
  ["destination.address", "write `destination.ip` and `destination.port`"],
]);

function plain<const Name extends string>(
  name: Name,
  type: Type,
  isForeseen: boolean,
  is: string,
  example: string,
) {
  return { name, type, is, isForeseen, example } satisfies PlainAttribute;
}

function keyed<const Name extends string>(name: Name, item: Type, is: string, example: string) {
  return { name, item, type: mapOf(STRING, item), is, isForeseen: true, example } satisfies KeyedAttribute;
}
