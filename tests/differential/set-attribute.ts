/** A request with another value of one attribute; `undefined`: without it. */
import type { Attribute } from "../../src/ir/expression.js";
import { peerUris, type Request } from "../../src/ir/request.js";
import { partsOf } from "../../src/ir/target.js";

const TRUST_DOMAIN = "t.example";

/** Attributes that no request can have come back unchanged. */
export function setAttribute(request: Request, attribute: Attribute, text: string | undefined): Request {
  switch (attribute.name) {
    case "request.method":
      return changed(request, "method", text);
    case "request.host":
      return changed(request, "host", text);
    case "request.path":
      return changed(request, "path", text === undefined ? undefined : text + queryOf(request));
    case "request.scheme":
      return changed(request, "scheme", text);
    case "request.protocol":
      return changed(request, "protocol", text);
    case "request.headers":
    case "request.headerValues":
      return setHeader(request, attribute.key, text);
    case "request.query":
    case "request.queryValues":
      return setParameter(request, attribute.key, text);
    case "request.size":
      return setHeader(request, "content-length", text);
    case "peer.id":
      return changed(request, "peer", text);
    case "peer.trustDomain":
    case "peer.namespace":
    case "peer.serviceAccount":
      return changed(
        request,
        "peer",
        text === undefined ? undefined : peerWith(request, attribute.name, text),
      );
    case "user.sub":
    case "user.iss":
      return changed(request, "user", userWith(request, attribute.name.slice(5), text));
    case "source.ip":
      return changed(request, "sourceIp", text);
    case "destination.ip":
      return changed(request, "destinationIp", text);
    case "connection.sni":
      return changed(request, "sni", text);
    case "route.name":
      return changed(request, "route", text);
    default:
      return request;
  }
}

function changed(request: Request, field: keyof Request, value: string | undefined): Request {
  const { [field]: _, ...others } = request;
  return { ...others, ...(value === undefined ? {} : { [field]: value }), headers: request.headers };
}

function setHeader(request: Request, name: string, value: string | undefined): Request {
  const others = request.headers.filter(([sent]) => sent.toLowerCase() !== name);
  return { ...request, headers: value === undefined ? others : [...others, [name, value]] };
}

function setParameter(request: Request, name: string, value: string | undefined): Request {
  if (request.path === undefined) return request;
  const key = encodeURIComponent(name);
  const path = request.path.slice(0, request.path.length - queryOf(request).length);
  const others = queryOf(request)
    .slice(1)
    .split("&")
    .filter((one) => one !== "" && one.split("=")[0] !== key);
  const parameters = value === undefined ? others : [...others, `${key}=${encodeURIComponent(value)}`];
  return { ...request, path: parameters.length === 0 ? path : `${path}?${parameters.join("&")}` };
}

function queryOf({ path = "" }: Request): string {
  return /\?.*$/s.exec(path)?.[0] ?? "";
}

/** Without a text: no user, since a token always has an issuer. */
function userWith(
  { user = '{"iss":"u"}' }: Request,
  name: string,
  text: string | undefined,
): string | undefined {
  return text === undefined ? undefined : JSON.stringify({ ...JSON.parse(user), [name]: text });
}

function peerWith(request: Request, name: string, text: string): string {
  const [peer = ""] = peerUris(request) ?? [];
  const { namespace = "n1", serviceAccount = "s1" } = partsOf(peer) ?? {};
  const trustDomain = /^spiffe:\/\/([^/]+)\//.exec(peer)?.[1] ?? TRUST_DOMAIN;
  const parts = {
    "peer.trustDomain": trustDomain,
    "peer.namespace": namespace,
    "peer.serviceAccount": serviceAccount,
    [name]: text,
  };
  return `spiffe://${parts["peer.trustDomain"]}/ns/${parts["peer.namespace"]}/sa/${parts["peer.serviceAccount"]}`;
}
