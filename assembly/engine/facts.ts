import { ABSENT, Slice, addressOf, lengthOf } from "../bytes/slice";
import { SpiffeId } from "../identity/spiffe";
import { NONE } from "../image/layout";
import { HeaderValues } from "./headers";
import { Segments } from "./segments";

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
  peer: SpiffeId = new SpiffeId();
  /** 4 or 6, 0 when the address is missing. */
  sourceFamily: u32 = 0;
  /** 16 bytes: the address in network order, 4 bytes of it used for family 4. */
  sourceAddress: usize = heap.alloc(16);
  /** Where a gateway sends the request, as a number of the image, or `NONE`; the engine finds it. */
  destination: u32 = NONE;
  headers: HeaderValues;
  segments: Segments = new Segments();

  constructor(image: usize) {
    this.headers = new HeaderValues(image);
  }

  clear(): void {
    this.method = ABSENT;
    this.host = ABSENT;
    this.path = ABSENT;
    this.peer.clear();
    this.sourceFamily = 0;
    this.destination = NONE;
    this.headers.clear();
    this.segments.clear();
  }

  /** The hashed segments of the path, split at the first call for a request. */
  pathSegments(): Segments {
    if (!this.segments.ready) this.segments.split(addressOf(this.path), lengthOf(this.path));
    return this.segments;
  }

  dispose(): void {
    heap.free(this.sourceAddress);
  }
}
