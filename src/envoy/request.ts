import { peerUris, type Request } from "../ir/request.js";
import { certificateOf } from "./certificate.js";
import type { Pair } from "./pairs.js";
import type { Properties } from "./property-values.js";

/** A request's facts → the headers that Envoy would show the filter, pseudo-headers first. */
export function requestToHeaders({ method, scheme, host, path, headers }: Request): Pair[] {
  const pseudo = [
    [":authority", host],
    [":path", path],
    [":method", method],
    [":scheme", scheme],
  ] as const;
  const pairs: Pair[] = [];
  for (const [name, value] of pseudo) if (value !== undefined) pairs.push([name, httpText(value)]);
  for (const [name, value] of headers) pairs.push([httpText(name.toLowerCase()), httpText(value)]);
  return pairs;
}

/** Whether a body follows the headers: one that `content-length` announces, or another. */
export function hasBody({ headers, hasUnannouncedBody = false }: Request): boolean {
  const isAnnounced = headers.some(
    ([name, value]) => name.toLowerCase() === "content-length" && /[1-9]/.test(value),
  );
  return isAnnounced || hasUnannouncedBody;
}

/** The user of a request that people write: no Envoy has it, and only images of tests ask for it. */
const WRITTEN_USER = "cellwall.user";

/** A request's facts → Envoy's attributes of the connection, the route and the time. */
export function requestToProperties(request: Request): Properties {
  const { user, sni = "", protocol, route, timeNs } = request;
  const { sourceIp, sourcePort = 0, destinationIp, destinationPort = 0 } = request;
  return {
    ...peerProperties(peerUris(request)),
    "connection.requested_server_name": sni,
    ...(user !== undefined && { [WRITTEN_USER]: user }),
    ...(protocol !== undefined && { "request.protocol": protocol }),
    ...(route !== undefined && { "xds.route_name": route }),
    ...(sourceIp !== undefined && {
      "source.address": socketAddress(sourceIp, sourcePort),
      "source.port": sourcePort,
    }),
    ...(destinationIp !== undefined && {
      "destination.address": socketAddress(destinationIp, destinationPort),
      "destination.port": destinationPort,
    }),
    ...(timeNs !== undefined && { "request.time": timeNs }),
  };
}

function peerProperties(uris: readonly string[] | undefined): Properties {
  if (uris === undefined) return { "connection.mtls": false };
  const { digest, pem } = certificateOf(uris);
  const [first] = uris;
  return {
    "connection.mtls": true,
    "connection.sha256_peer_certificate_digest": digest,
    "connection.peer_certificate": pem,
    ...(first !== undefined && { "connection.uri_san_peer_certificate": first }),
  };
}

function socketAddress(ip: string, port: number): string {
  return ip.includes(":") ? `[${ip}]:${port}` : `${ip}:${port}`;
}

/** Text → its UTF-8 bytes, one a character, as header maps hold them. */
function httpText(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
