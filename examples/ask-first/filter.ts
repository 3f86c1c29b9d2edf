/**
 * Asks a service about each request before it goes on: 200 lets it pass, 403 refuses it, anything else is no answer and
 * refuses it too. The service gets method and path of the request, and its `authorization`. The configuration is the
 * name of the service's cluster.
 */
import { Action, EMPTY, HeaderMapType, HeaderView, Http, LogLevel, PairList } from "cellwall/assembly/sdk";
import { NO_CALL, Root, Slice, equals, filter, free, httpCall, isPresent } from "cellwall/assembly/sdk";
import { decode, literal, log, reply } from "cellwall/assembly/sdk";

export * from "cellwall/assembly/abi/exports/http-call";
export * from "cellwall/assembly/abi/exports/request-headers";

const METHOD = literal(":method");
const PATH = literal(":path");
const AUTHORITY = literal(":authority");
const AUTHORIZATION = literal("authorization");
const STATUS = literal(":status");
const OK = literal("200");
const FORBIDDEN = literal("403");
const REFUSED = literal("ask_first_refused");
const NO_ANSWER = literal("ask_first_no_answer");

/** How long the service has for an answer, milliseconds. */
const TIMEOUT_MS: u32 = 500;

const headers = new HeaderView();
const question = new PairList();

class AskRoot extends Root {
  cluster: Slice = EMPTY;
  /** Requests that wait, by the token of their question. */
  readonly waiting: Map<u32, AskHttp> = new Map();

  configure(configuration: Slice): bool {
    const name = decode(configuration).trim();
    if (name.length == 0) {
      log(LogLevel.Error, "ask-first: write the name of the service's cluster into the configuration");
      return false;
    }
    this.cluster = literal(name);
    return true;
  }

  createHttp(): Http {
    return new AskHttp(this);
  }

  /** The caller may leave before the answer has come. */
  release(http: Http): void {
    this.waiting.delete(changetype<AskHttp>(http).token);
  }

  httpCallResponse(token: u32, count: u32, bodySize: u32): void {
    if (!this.waiting.has(token)) return;
    const http = this.waiting.get(token);
    this.waiting.delete(token);
    const isAnswered = count > 0 && headers.read(HeaderMapType.HttpCallResponseHeaders);
    const status = isAnswered ? headers.first(STATUS) : EMPTY;
    if (http.makeEffective()) http.answered(status);
  }

  dispose(): void {
    free(this.cluster);
  }
}

class AskHttp extends Http {
  token: u32 = NO_CALL;

  constructor(private root: AskRoot) {
    super();
  }

  /** Holds the request, body and all, until the answer comes. */
  requestHeaders(count: u32, endOfStream: bool): u32 {
    if (headers.read(HeaderMapType.RequestHeaders)) this.token = this.ask();
    if (this.token != NO_CALL) this.root.waiting.set(this.token, this);
    else reply(503, NO_ANSWER);
    return Action.PauseAll;
  }

  answered(status: Slice): void {
    if (equals(status, OK)) this.resumeRequest();
    else if (equals(status, FORBIDDEN)) reply(403, REFUSED);
    else reply(503, NO_ANSWER);
  }

  private ask(): u32 {
    question.clear();
    question.add(METHOD, headers.first(METHOD));
    question.add(PATH, headers.first(PATH));
    question.add(AUTHORITY, this.root.cluster);
    const credential = headers.first(AUTHORIZATION);
    if (isPresent(credential)) question.add(AUTHORIZATION, credential);
    return httpCall(this.root.cluster, question.finish(), EMPTY, TIMEOUT_MS);
  }
}

filter(() => new AskRoot());
