import { HeaderMapType, HeaderView, Slice, ABSENT, EMPTY, isPresent, lengthOf, now } from "../sdk/index";
import { Status, addHeader, equals, literal } from "../sdk/index";
import { traceIdOf } from "../bytes/traceparent";
import { IdKind, ReceivedTokens } from "../received/received-tokens";
import * as Reason from "./reasons";

const TXN_TOKEN = literal("txn-token");
const REQUEST_ID = literal("x-request-id");
const TRACEPARENT = literal("traceparent");

const NS_PER_SECOND: u64 = 1_000_000_000;

/** Why a call is refused; `EMPTY`: it is not. */
export type Refusal = Slice;

/** A call that a workload makes, held against what it received. One object for all; they take turns. */
@final
export class Call {
  /** What becomes of the token when the call goes on, one of reasons.ts. */
  token: Slice = EMPTY;
  private headers: HeaderView = new HeaderView();
  private sent: Slice = ABSENT;
  private sentTokens: i32 = 0;
  private requestId: Slice = ABSENT;
  private traceparent: Slice = ABSENT;
  private traceparents: i32 = 0;

  constructor(private received: ReceivedTokens) {}

  /** Judges the call of the current callback; changes nothing. */
  judge(): Refusal {
    this.token = Reason.NONE;
    if (!this.readHeaders()) return Reason.HEADERS;
    if (this.sentTokens > 1) return Reason.REPEATED_HEADER;
    this.findReceived();
    const count = this.received.count;
    if (isPresent(this.sent)) {
      if (count == 0) return Reason.UNKNOWN;
      if (!this.received.has(this.sent)) return Reason.SWAPPED;
      this.token = Reason.SAME;
    } else if (count > 0) {
      this.token = count == 1 ? Reason.ATTACHED : Reason.AMBIGUOUS;
    }
    return EMPTY;
  }

  /** Gives the call the token that it lacks, where one is known. */
  attach(): Refusal {
    if (this.token != Reason.ATTACHED) return EMPTY;
    const status = addHeader(HeaderMapType.RequestHeaders, TXN_TOKEN, this.received.first);
    return status == Status.Ok ? EMPTY : Reason.NOT_ATTACHED;
  }

  /** By the id of the request; where that says nothing, by the trace. */
  private findReceived(): void {
    const received = this.received;
    const seconds = u32(now() / NS_PER_SECOND);
    received.count = 0;
    if (lengthOf(this.requestId) > 0) received.find(IdKind.Request, this.requestId, seconds);
    const traceId = this.traceparents == 1 ? traceIdOf(this.traceparent) : ABSENT;
    if (received.count == 0 && isPresent(traceId)) received.find(IdKind.Trace, traceId, seconds);
  }

  private readHeaders(): bool {
    const headers = this.headers;
    this.sent = ABSENT;
    this.requestId = ABSENT;
    this.sentTokens = 0;
    this.traceparents = 0;
    if (!headers.read(HeaderMapType.RequestHeaders)) return false;
    const count = headers.count;
    while (headers.next()) {
      if (equals(headers.name, TXN_TOKEN)) {
        this.sent = headers.value;
        this.sentTokens++;
      } else if (equals(headers.name, REQUEST_ID)) {
        this.requestId = headers.value;
      } else if (equals(headers.name, TRACEPARENT)) {
        this.traceparent = headers.value;
        this.traceparents++;
      }
    }
    return headers.count == count;
  }
}
