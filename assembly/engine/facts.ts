import { ABSENT, EMPTY, Slice, addressOf, lengthOf } from "../bytes/slice";
import { SpiffeId } from "../identity/spiffe";
import { HEADER, NONE } from "../image/layout";
import { NamedValues } from "./named-values";
import { readQuery } from "./query";
import { Segments } from "./segments";

/** No time that a request can come at. */
export const UNKNOWN_TIME: i64 = i64.MIN_VALUE;

const NOBODY = new SpiffeId();

/**
 * What is known of one request. Filled by whoever hosts the engine; `ABSENT` marks a missing attribute.
 * Made once for each configuration and cleared for each request.
 */
@final
export class Facts {
  method: Slice = ABSENT;
  /** In lower case, without port and trailing dot. */
  host: Slice = ABSENT;
  /** Normalized, without query; never missing: a request without a good path is refused before. */
  path: Slice = ABSENT;
  scheme: Slice = ABSENT;
  /** `HTTP/1.1`, `HTTP/2`, `HTTP/3`. */
  protocol: Slice = ABSENT;
  /** From the `?` on, as it came; empty when there is none. */
  query: Slice = EMPTY;
  /** Memory for as many bytes as the query has. */
  queryBuffer: usize = 0;
  /** Whether a body follows. */
  hasBody: bool = false;
  /** When the request came, nanoseconds since 1970, or `UNKNOWN_TIME`. */
  time: i64 = UNKNOWN_TIME;
  /** Never changed in place: it may be one that is remembered. */
  peer: SpiffeId = NOBODY;
  /** Who the request comes from (user.ts); 0 when nobody knows. Lives as long as the request. */
  user: usize = 0;
  /** The server name of the TLS handshake. */
  sni: Slice = ABSENT;
  /** The name of Envoy's route. */
  route: Slice = ABSENT;
  /** 4 or 6, 0 when the address is missing. */
  sourceFamily: u32 = 0;
  /** 16 bytes: the address in network order, 4 bytes of it used for family 4. */
  sourceAddress: usize = heap.alloc(16);
  /** -1 when it is missing. */
  sourcePort: i32 = -1;
  /** As of the source. */
  destinationFamily: u32 = 0;
  destinationAddress: usize = heap.alloc(16);
  destinationPort: i32 = -1;
  /** Where a gateway sends the request, as a number of the image, or `NONE`; the engine finds it. */
  destination: u32 = NONE;
  headers: NamedValues;
  segments: Segments = new Segments();
  private parameters: NamedValues;
  private areParametersRead: bool = false;

  constructor(image: usize) {
    this.headers = new NamedValues(image, HEADER.HEADER_NAMES, HEADER.NAME_LENGTHS);
    this.parameters = new NamedValues(image, HEADER.QUERY_NAMES, HEADER.QUERY_LENGTHS);
  }

  clear(): void {
    this.method = ABSENT;
    this.host = ABSENT;
    this.path = ABSENT;
    this.scheme = ABSENT;
    this.protocol = ABSENT;
    this.query = EMPTY;
    this.hasBody = false;
    this.time = UNKNOWN_TIME;
    this.peer = NOBODY;
    this.user = 0;
    this.sni = ABSENT;
    this.route = ABSENT;
    this.sourceFamily = 0;
    this.destination = NONE;
    this.sourcePort = -1;
    this.destinationFamily = 0;
    this.destinationPort = -1;
    this.headers.clear();
    this.segments.clear();
    this.areParametersRead = false;
  }

  /** The hashed segments of the path, split at the first call for a request. */
  pathSegments(): Segments {
    if (!this.segments.ready) this.segments.split(addressOf(this.path), lengthOf(this.path));
    return this.segments;
  }

  /** The query's parameters, read at the first call for a request. */
  queryParameters(): NamedValues {
    if (!this.areParametersRead) {
      this.areParametersRead = true;
      readQuery(this.query, this.queryBuffer, this.parameters);
    }
    return this.parameters;
  }

  dispose(): void {
    heap.free(this.sourceAddress);
    heap.free(this.destinationAddress);
  }
}
