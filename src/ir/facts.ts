import { parseAddress } from "./address.js";
import { holdsSeveralCredentials } from "./credentials.js";
import { normalizeHost } from "./host.js";
import type { PathNormalization } from "./model.js";
import { normalizePath } from "./normalize.js";
import { queryValues } from "./query.js";
import { headerValues, peerUris, type Request } from "./request.js";
import { parseSpiffeId } from "./spiffe.js";
import { partsOf } from "./target.js";
import { type User, writtenToUser } from "./user.js";

/** What policy may know of a request that is valid. */
export interface Facts {
  readonly method: string | undefined;
  readonly host: string | undefined;
  /** Normalized, without query. */
  readonly path: string;
  readonly scheme: string | undefined;
  readonly protocol: string | undefined;
  /** Nanoseconds since 1970. */
  readonly timeNs: bigint | undefined;
  /** Bytes of the body; undefined when it is not known before they came. */
  readonly size: bigint | undefined;
  readonly peer: Peer | undefined;
  /** 4 or 16 bytes, as `destination`. */
  readonly source: readonly number[] | undefined;
  readonly sourcePort: bigint | undefined;
  readonly destination: readonly number[] | undefined;
  readonly destinationPort: bigint | undefined;
  /** Undefined when no credentials say who it is. */
  readonly user: User | undefined;
  readonly sni: string | undefined;
  readonly route: string | undefined;
  /** All values of a header (name in lower case), in the order sent. */
  readonly headers: (name: string) => readonly string[];
  /** All values of a query parameter, in the order sent; undefined for one that can't be decoded. */
  readonly query: (name: string) => readonly (string | undefined)[];
}

/** A peer's SPIFFE ID and its parts. */
export interface Peer {
  readonly id: string;
  readonly trustDomain: string;
  /** Undefined for an ID of another shape than `spiffe://TD/ns/NAMESPACE/sa/SERVICEACCOUNT`. */
  readonly namespace: string | undefined;
  readonly serviceAccount: string | undefined;
}

/** Headers of which no request may have two: servers disagree which one counts. */
const CREDENTIALS = ["authorization", "txn-token"];

/** The facts of a request, or why it is invalid. Credentials are not looked at: see `receive`. */
export function requestToFacts(
  request: Request,
  mode: PathNormalization,
): Facts | { readonly invalid: string } {
  const headers = (name: string) => headerValues(request, name);
  const authorities = [
    ...(request.host === undefined ? [] : [request.host]),
    ...headers(":authority"),
    ...headers("host"),
  ];
  if (
    authorities.length > 1 ||
    CREDENTIALS.some((name) => headers(name).length > 1) ||
    headers("authorization").some(holdsSeveralCredentials)
  ) {
    return { invalid: "repeated-header" };
  }
  const [authority] = authorities;
  const host = authority === undefined ? undefined : normalizeHost(authority);
  if (authority !== undefined && host === undefined) return { invalid: "host" };
  if (request.path === undefined || request.path === "") return { invalid: "path-missing" };
  const normalized = normalizePath(request.path, mode);
  if ("refused" in normalized) return { invalid: normalized.refused };
  return {
    method: request.method,
    host,
    path: normalized.path,
    scheme: request.scheme,
    protocol: request.protocol,
    timeNs: request.timeNs,
    size: bodySize(headers("content-length"), request.hasUnannouncedBody === true),
    peer: onlyPeer(peerUris(request)),
    ...toEnds(request),
    user: request.user === undefined ? undefined : writtenToUser(request.user),
    sni: request.sni || undefined,
    route: request.route || undefined,
    headers,
    query: (name) => queryValues(normalized.query.slice(1), name),
  };
}

/** The connection's two ends. As in Envoy, a port is known with its address; where none was given it is 0. */
function toEnds({ sourceIp, sourcePort = 0, destinationIp, destinationPort = 0 }: Request) {
  return {
    source: sourceIp === undefined ? undefined : parseAddress(sourceIp),
    sourcePort: sourceIp === undefined ? undefined : BigInt(sourcePort),
    destination: destinationIp === undefined ? undefined : parseAddress(destinationIp),
    destinationPort: destinationIp === undefined ? undefined : BigInt(destinationPort),
  };
}

/** The most that `content-length` may say: what an int holds. */
const MAX_SIZE = 2n ** 63n - 1n;

function bodySize(lengths: readonly string[], hasUnannouncedBody: boolean): bigint | undefined {
  const [length, ...others] = new Set(lengths);
  if (length === undefined) return hasUnannouncedBody ? undefined : 0n;
  if (others.length > 0 || !/^\d+$/.test(length) || BigInt(length) > MAX_SIZE) return undefined;
  return BigInt(length);
}

function onlyPeer([uri, ...others]: readonly string[] = []): Peer | undefined {
  return uri === undefined || others.length > 0 ? undefined : toPeer(uri);
}

/** The peer of a certificate's SPIFFE ID; undefined when it is none. */
export function toPeer(id: string): Peer | undefined {
  const parsed = parseSpiffeId(id);
  if ("error" in parsed) return undefined;
  const parts = partsOf(id);
  return {
    id,
    trustDomain: parsed.trustDomain,
    namespace: parts?.namespace,
    serviceAccount: parts?.serviceAccount,
  };
}
