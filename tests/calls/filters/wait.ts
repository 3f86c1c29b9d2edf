/**
 * Holds each request for what its header `x-wait-for` names (`http`, `grpc`, `tick`), writes into `x-answer` what
 * came, and lets it go on; `x-then: refuse` answers it instead.
 */
import { Action, BufferType, HeaderMapType, HeaderView, Http, PairList, Root } from "cellwall/assembly/sdk";
import { EMPTY, NO_CALL, Slice, bufferBytes, encode, equals, filter, grpcCall } from "cellwall/assembly/sdk";
import { grpcService, httpCall, isPresent, literal, replaceHeader, reply } from "cellwall/assembly/sdk";

export * from "cellwall/assembly/abi/exports/grpc-call";
export * from "cellwall/assembly/abi/exports/http-call";
export * from "cellwall/assembly/abi/exports/request-headers";
export * from "cellwall/assembly/abi/exports/tick";

const WAIT_FOR = literal("x-wait-for");
const THEN = literal("x-then");
const REFUSE = literal("refuse");
const ANSWER = literal("x-answer");
const REFUSED = literal("refused");
const HTTP = literal("http");
const GRPC = literal("grpc");
const TICK_MS = 20;
const TIMEOUT_MS = 500;
const MAX_ANSWER = 1024;

const headers = new HeaderView();

class Waiter extends Http {
  token: u32 = NO_CALL;

  constructor(private root: WaitingRoot) {
    super();
  }

  requestHeaders(count: u32, endOfStream: bool): u32 {
    headers.read(HeaderMapType.RequestHeaders);
    const what = headers.first(WAIT_FOR);
    if (!isPresent(what)) return Action.Continue;
    if (equals(what, HTTP)) this.token = askHttp();
    if (equals(what, GRPC)) this.token = askGrpc();
    this.root.waiting.set(this.id, this);
    this.root.tickEvery(TICK_MS);
    return Action.PauseAll;
  }

  /** From a callback of the root. */
  answered(by: Slice): void {
    this.root.waiting.delete(this.id);
    if (!this.makeEffective()) return;
    headers.read(HeaderMapType.RequestHeaders);
    if (equals(headers.first(THEN), REFUSE)) {
      reply(418, REFUSED, EMPTY, by);
    } else {
      replaceHeader(HeaderMapType.RequestHeaders, ANSWER, by);
      this.resumeRequest();
    }
  }
}

class WaitingRoot extends Root {
  waiting: Map<u32, Waiter> = new Map();

  configure(configuration: Slice): bool {
    return true;
  }

  createHttp(): Http {
    return new Waiter(this);
  }

  release(http: Http): void {
    this.waiting.delete(http.id);
  }

  tick(): void {
    this.answer(NO_CALL, literal("tick"));
  }

  httpCallResponse(token: u32, count: u32, bodySize: u32): void {
    const body = bufferBytes(BufferType.HttpCallResponseBody, 0, MAX_ANSWER);
    this.answer(token, count == 0 ? literal("failed") : body);
  }

  grpcReceive(token: u32, size: u32): void {
    this.answer(token, bufferBytes(BufferType.GrpcReceiveBuffer, 0, size));
  }

  grpcClose(token: u32, status: u32): void {
    this.answer(token, encode("status " + status.toString()));
  }

  private answer(token: u32, by: Slice): void {
    const waiters = this.waiting.values();
    for (let i = 0; i < waiters.length; i++) if (waiters[i].token == token) waiters[i].answered(by);
  }
}

function askHttp(): u32 {
  const call = new PairList();
  call.add(literal(":method"), literal("GET"));
  call.add(literal(":path"), literal("/keys"));
  call.add(literal(":authority"), literal("idp.example"));
  return httpCall(HTTP, call.finish(), EMPTY, TIMEOUT_MS);
}

function askGrpc(): u32 {
  return grpcCall(
    grpcService(GRPC),
    literal("test.Service"),
    literal("Ask"),
    literal("question"),
    TIMEOUT_MS,
  );
}

filter(() => new WaitingRoot());
