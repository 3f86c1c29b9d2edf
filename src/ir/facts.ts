import { parseAddress } from "./address.js";
import { normalizeHost } from "./host.js";
import type { PathNormalization } from "./model.js";
import { normalizePath } from "./normalize.js";
import { headerValues, type Request } from "./request.js";
import { parseSpiffeId } from "./spiffe.js";
import { partsOf } from "./target.js";

/** What policy may know of a request that is valid. */
export interface Facts {
  readonly method: string | undefined;
  readonly host: string | undefined;
  /** Normalized, without query. */
  readonly path: string;
  readonly peer: Peer | undefined;
  /** 4 or 16 bytes. */
  readonly source: readonly number[] | undefined;
  readonly headers: (name: string) => readonly string[];
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

/** The facts of a request, or why it is invalid. */
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
  if (authorities.length > 1 || CREDENTIALS.some((name) => headers(name).length > 1)) {
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
    peer: request.peer === undefined ? undefined : toPeer(request.peer),
    source: request.sourceIp === undefined ? undefined : parseAddress(request.sourceIp),
    headers,
  };
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
