import {
  ABSENT,
  EMPTY,
  HeaderMapType,
  HeaderView,
  Slice,
  addressOf,
  allocate,
  isPresent,
  lengthOf,
} from "../sdk/index";
import { Status, equals, literal, replaceHeader, slice } from "../sdk/index";
import { parseAddress, parsePort } from "../bytes/address";
import { holdsSeveralCredentials } from "../bytes/credentials";
import { MAX_HOST, normalizeHost } from "../bytes/host";
import { PathFlaw, PathNormalizer } from "../bytes/path";
import { Facts } from "../engine/facts";
import { UNKNOWN } from "../engine/named-values";
import { sectionCount } from "../image/image";
import { FLAG, HEADER } from "../image/layout";
import { ClaimHeaders } from "./claim-headers";
import * as Reason from "./reasons";
import { RequestSource } from "./request-source";

const METHOD = literal(":method");
const PATH = literal(":path");
const SCHEME = literal(":scheme");
const AUTHORITY = literal(":authority");
const HOST = literal("host");
const AUTHORIZATION = literal("authorization");
const TXN_TOKEN = literal("txn-token");

const SOURCE_ADDRESS = literal("source\0address");
const DESTINATION_ADDRESS = literal("destination\0address");
const SNI = literal("connection\0requested_server_name");
const PROTOCOL = literal("request\0protocol");
const ROUTE = literal("xds\0route_name");
const TIME = literal("request\0time");

const RARELY_NEEDED: u32 =
  FLAG.NEEDS_DESTINATION | FLAG.NEEDS_SNI | FLAG.NEEDS_PROTOCOL | FLAG.NEEDS_ROUTE | FLAG.NEEDS_TIME;

/** Asks for what the image needs to know of a request, and fills the engine's facts. */
@final
export class Gatherer {
  claimHeaders: ClaimHeaders;
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
    private source: RequestSource,
  ) {
    this.claimHeaders = new ClaimHeaders(image);
  }

  /** `EMPTY` when the request may be judged, else why it is invalid. `hasBody`: a body follows. */
  gather(hasBody: bool): Slice {
    this.facts.hasBody = hasBody;
    this.claimHeaders.clear();
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

  /** Gives the upstream the path that policy saw. False when the host does not let it. */
  forwardPath(): bool {
    if (!this.normalizer.changed) return true;
    const path = this.normalizer.path;
    const query = this.normalizer.query;
    const length = lengthOf(path) + lengthOf(query);
    const whole = allocate(length);
    memory.copy(whole, addressOf(path), lengthOf(path));
    memory.copy(whole + lengthOf(path), addressOf(query), lengthOf(query));
    return replaceHeader(HeaderMapType.RequestHeaders, PATH, slice(whole, length)) == Status.Ok;
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
    if (!this.source.readHeaders(headers)) return Reason.HEADERS;
    const sent = headers.count;
    while (headers.next()) {
      this.readSpecial(headers.name, headers.value);
      const id = this.facts.headers.idOf(headers.name);
      if (id != UNKNOWN && !this.claimHeaders.hides(id) && !this.facts.headers.add(id, headers.value))
        return Reason.HEADERS;
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
        else if (equals(name, SCHEME)) this.facts.scheme = value;
        break;
      case 9:
        if (equals(name, TXN_TOKEN)) this.txnTokens++;
        break;
      case 10:
        if (equals(name, AUTHORITY)) this.readAuthority(value);
        break;
      case 13:
        if (equals(name, AUTHORIZATION)) this.credentials += holdsSeveralCredentials(value) ? 2 : 1;
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
    const needs = load<u32>(this.image, HEADER.FLAGS);
    if ((needs & FLAG.NEEDS_SOURCE) != 0) {
      const address = this.source.property(SOURCE_ADDRESS);
      if (isPresent(address)) {
        facts.sourceFamily = parseAddress(address, facts.sourceAddress);
        facts.sourcePort = parsePort(address);
      }
    }
    if ((needs & RARELY_NEEDED) != 0) this.readMore(needs);
  }

  /** What only conditions ask for. */
  private readMore(needs: u32): void {
    const facts = this.facts;
    if ((needs & FLAG.NEEDS_DESTINATION) != 0) {
      const address = this.source.property(DESTINATION_ADDRESS);
      if (isPresent(address)) {
        facts.destinationFamily = parseAddress(address, facts.destinationAddress);
        facts.destinationPort = parsePort(address);
      }
    }
    if ((needs & FLAG.NEEDS_SNI) != 0) facts.sni = textOrAbsent(this.source.property(SNI));
    if ((needs & FLAG.NEEDS_PROTOCOL) != 0) facts.protocol = this.source.property(PROTOCOL);
    if ((needs & FLAG.NEEDS_ROUTE) != 0) facts.route = textOrAbsent(this.source.property(ROUTE));
    if ((needs & FLAG.NEEDS_TIME) != 0) {
      const time = this.source.property(TIME);
      if (lengthOf(time) == 8) facts.time = load<i64>(addressOf(time));
    }
  }

  private readPath(): Slice {
    if (lengthOf(this.rawPath) == 0) return Reason.NO_PATH;
    const flaw = this.normalizer.normalize(this.rawPath, load<u32>(this.image, HEADER.PATH));
    this.facts.path = this.normalizer.path;
    if (sectionCount(this.image, HEADER.QUERY_NAMES) != 0) this.readQuery();
    return flaw == PathFlaw.None ? EMPTY : Reason.ofPath(flaw);
  }

  private readQuery(): void {
    const query = this.normalizer.query;
    this.facts.query = query;
    this.facts.queryBuffer = allocate(lengthOf(query));
  }
}

/** Envoy gives empty text for what is not there. */
function textOrAbsent(value: Slice): Slice {
  return lengthOf(value) == 0 ? ABSENT : value;
}
