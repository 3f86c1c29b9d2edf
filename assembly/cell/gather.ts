import {
  EMPTY,
  HeaderMapType,
  HeaderView,
  Slice,
  addressOf,
  allocate,
  isPresent,
  lengthOf,
} from "../sdk/index";
import { equals, literal, property, replaceHeader, slice } from "../sdk/index";
import { parseAddress } from "../bytes/address";
import { MAX_HOST, normalizeHost } from "../bytes/host";
import { PathFlaw, PathNormalizer } from "../bytes/path";
import { Facts } from "../engine/facts";
import { UNKNOWN } from "../engine/headers";
import { hasFlag } from "../image/image";
import { FLAG, HEADER } from "../image/layout";
import * as Reason from "./reasons";

const METHOD = literal(":method");
const PATH = literal(":path");
const AUTHORITY = literal(":authority");
const HOST = literal("host");
const AUTHORIZATION = literal("authorization");
const TXN_TOKEN = literal("txn-token");

const SOURCE_ADDRESS = literal("source\0address");
const PEER_URI_SAN = literal("connection\0uri_san_peer_certificate");

/** Asks the host what the image needs to know of a request, and fills the engine's facts. */
@final
export class Gatherer {
  private headers: HeaderView = new HeaderView();
  private normalizer: PathNormalizer = new PathNormalizer();
  private hostBuffer: usize = heap.alloc(MAX_HOST);
  private rawPath: Slice = EMPTY;
  private authority: Slice = EMPTY;
  private authorities: i32 = 0;
  private credentials: i32 = 0;
  private txnTokens: i32 = 0;

  constructor(
    private image: usize,
    private facts: Facts,
  ) {}

  /** `EMPTY` when the request may be judged, else why it is invalid. */
  gather(): Slice {
    const flaw = this.readHeaders();
    if (flaw != EMPTY) return flaw;
    if (this.authorities > 1 || this.credentials > 1 || this.txnTokens > 1) return Reason.REPEATED_HEADER;
    if (this.authorities == 1) {
      this.facts.host = normalizeHost(this.authority, this.hostBuffer);
      if (!isPresent(this.facts.host)) return Reason.HOST;
    }
    this.readConnection();
    return this.readPath();
  }

  /** Gives the upstream the path that policy saw. */
  forwardPath(): void {
    if (!this.normalizer.changed) return;
    const path = this.normalizer.path;
    const query = this.normalizer.query;
    const length = lengthOf(path) + lengthOf(query);
    const whole = allocate(length);
    memory.copy(whole, addressOf(path), lengthOf(path));
    memory.copy(whole + lengthOf(path), addressOf(query), lengthOf(query));
    replaceHeader(HeaderMapType.RequestHeaders, PATH, slice(whole, length));
  }

  dispose(): void {
    this.normalizer.dispose();
    heap.free(this.hostBuffer);
  }

  private readHeaders(): Slice {
    const headers = this.headers;
    this.rawPath = EMPTY;
    this.authorities = 0;
    this.credentials = 0;
    this.txnTokens = 0;
    if (!headers.read(HeaderMapType.RequestHeaders)) return Reason.HEADERS;
    const sent = headers.count;
    while (headers.next()) {
      this.readSpecial(headers.name, headers.value);
      const id = this.facts.headers.idOf(headers.name);
      if (id != UNKNOWN && !this.facts.headers.add(id, headers.value)) return Reason.HEADERS;
    }
    return headers.count == sent ? EMPTY : Reason.HEADERS;
  }

  /** Pseudo-headers, and headers that must not come twice; told apart by length first. */
  private readSpecial(name: Slice, value: Slice): void {
    switch (lengthOf(name)) {
      case 4:
        if (equals(name, HOST)) this.readAuthority(value);
        break;
      case 5:
        if (equals(name, PATH)) this.rawPath = value;
        break;
      case 7:
        if (equals(name, METHOD)) this.facts.method = value;
        break;
      case 9:
        if (equals(name, TXN_TOKEN)) this.txnTokens++;
        break;
      case 10:
        if (equals(name, AUTHORITY)) this.readAuthority(value);
        break;
      case 13:
        if (equals(name, AUTHORIZATION)) this.credentials++;
        break;
    }
  }

  private readAuthority(value: Slice): void {
    this.authority = value;
    this.authorities++;
  }

  /** The properties, each only when the image needs it; what the host does not have stays missing. */
  private readConnection(): void {
    const facts = this.facts;
    if (hasFlag(this.image, FLAG.NEEDS_SOURCE)) {
      const address = property(SOURCE_ADDRESS);
      if (isPresent(address)) facts.sourceFamily = parseAddress(address, facts.sourceAddress);
    }
    if (hasFlag(this.image, FLAG.NEEDS_PEER)) {
      const peer = property(PEER_URI_SAN);
      if (isPresent(peer)) facts.peer.parse(peer);
    }
  }

  private readPath(): Slice {
    if (lengthOf(this.rawPath) == 0) return Reason.NO_PATH;
    const flaw = this.normalizer.normalize(this.rawPath, load<u32>(this.image, HEADER.PATH));
    this.facts.path = this.normalizer.path;
    return flaw == PathFlaw.None ? EMPTY : Reason.ofPath(flaw);
  }
}
