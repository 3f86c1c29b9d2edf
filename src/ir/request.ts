/** One request as policy sees it; what is absent is a missing attribute. */
export interface Request {
  readonly method?: string;
  /** As sent, with query. */
  readonly path?: string;
  /** As sent in `:authority`. */
  readonly host?: string;
  /** In the order sent; names in any case. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The URIs among the subjectAltNames of the peer's certificate; one as it is. Absent: no certificate. */
  readonly peer?: string | readonly string[];
  /** Without port. */
  readonly sourceIp?: string;
  readonly sourcePort?: number;
  readonly destinationIp?: string;
  readonly destinationPort?: number;
  /** The server name of the TLS handshake; Envoy has an empty one where there is none. */
  readonly sni?: string;
  readonly scheme?: string;
  /** `HTTP/1.1`, `HTTP/2` or `HTTP/3`. */
  readonly protocol?: string;
  /** The name of Envoy's route; empty when it has none. */
  readonly route?: string;
  /** A body follows, and no `content-length` says how long it is. */
  readonly hasUnannouncedBody?: boolean;
  /** When the request came, in nanoseconds since 1970. */
  readonly timeNs?: bigint;
  /** The payload of a verified token, as JSON: only people write such requests, none comes over the wire. Its credentials are not looked at. */
  readonly user?: string;
}

/** The URIs of the peer's certificate; undefined when it showed none. */
export function peerUris({ peer }: Request): readonly string[] | undefined {
  return typeof peer === "string" ? [peer] : peer;
}

/** All values of a header (name in lower case), in the order sent. */
export function headerValues(request: Request, name: string): string[] {
  return request.headers.flatMap(([sent, value]) => (sent.toLowerCase() === name ? [value] : []));
}
