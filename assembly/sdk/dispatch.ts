import { reset } from "../abi/arena";
import { Callbacks, install } from "../abi/callbacks";
import { Action, BufferType } from "../abi/types";
import { EMPTY, Slice, isPresent, literal } from "../bytes/slice";
import { bufferBytes } from "./body";
import { Http, Root } from "./context";
import { reply } from "./reply";
import { Streams } from "./streams";

/**
 * Garbage is collected between callbacks, when nothing is on the stack (the module is built with
 * `--runtime minimal`): after this many streams, and when a root goes.
 */
const STREAMS_PER_COLLECTION: i32 = 1024;

const UNKNOWN_STREAM = literal("wasm_unknown_stream");

/** Leads each callback to the context that its id names. Other callbacks for an unknown id do nothing. */
@final
class Dispatcher extends Callbacks {
  private roots: Map<u32, Root> = new Map();
  private streams: Streams = new Streams();
  private depth: i32 = 0;
  private ended: i32 = 0;

  constructor(private factory: () => Root) {
    super();
  }

  /** The host may call back while one of its functions runs; only an outermost callback may empty the arena. */
  private enter(): void {
    if (this.depth++ == 0) reset();
  }

  private leave(): void {
    this.depth--;
  }

  contextCreate(context: u32, parent: u32): void {
    if (parent == 0) {
      const root = this.factory();
      root.id = context;
      this.roots.set(context, root);
    } else if (this.roots.has(parent)) {
      const root = this.roots.get(parent);
      const http = root.createHttp();
      http.id = context;
      this.streams.add(context, http, root);
    }
  }

  configure(root: u32, size: u32): bool {
    if (!this.roots.has(root)) return false;
    this.enter();
    let configuration: Slice = EMPTY;
    if (size > 0) configuration = bufferBytes(BufferType.PluginConfiguration, 0, size);
    const accepted = isPresent(configuration) && this.roots.get(root).configure(configuration);
    this.leave();
    return accepted;
  }

  tick(root: u32): void {
    if (!this.roots.has(root)) return;
    this.enter();
    this.roots.get(root).tick();
    this.leave();
  }

  httpCallResponse(root: u32, token: u32, headers: u32, bodySize: u32): void {
    if (!this.roots.has(root)) return;
    this.enter();
    this.roots.get(root).httpCallResponse(token, headers, bodySize);
    this.leave();
  }

  grpcReceive(root: u32, token: u32, size: u32): void {
    if (!this.roots.has(root)) return;
    this.enter();
    this.roots.get(root).grpcReceive(token, size);
    this.leave();
  }

  grpcClose(root: u32, token: u32, status: u32): void {
    if (!this.roots.has(root)) return;
    this.enter();
    this.roots.get(root).grpcClose(token, status);
    this.leave();
  }

  requestHeaders(context: u32, count: u32, endOfStream: bool): u32 {
    this.enter();
    const http = this.streams.http(context);
    const action = http ? http.requestHeaders(count, endOfStream) : this.refuse();
    this.leave();
    return action;
  }

  /** A request that no context answers for must not pass unseen. */
  private refuse(): u32 {
    reply(503, UNKNOWN_STREAM, EMPTY, EMPTY);
    return Action.Pause;
  }

  requestBody(context: u32, size: u32, endOfStream: bool): u32 {
    const http = this.streams.http(context);
    if (!http) return Action.Continue;
    this.enter();
    const action = http.requestBody(size, endOfStream);
    this.leave();
    return action;
  }

  responseHeaders(context: u32, count: u32, endOfStream: bool): u32 {
    const http = this.streams.http(context);
    if (!http) return Action.Continue;
    this.enter();
    const action = http.responseHeaders(count, endOfStream);
    this.leave();
    return action;
  }

  responseBody(context: u32, size: u32, endOfStream: bool): u32 {
    const http = this.streams.http(context);
    if (!http) return Action.Continue;
    this.enter();
    const action = http.responseBody(size, endOfStream);
    this.leave();
    return action;
  }

  log(context: u32): void {
    const http = this.streams.http(context);
    if (!http) return;
    this.enter();
    http.log();
    this.leave();
  }

  delete(context: u32): void {
    const http = this.streams.http(context);
    if (http) this.endStream(context, http);
    else this.endRoot(context);
    if (this.depth == 0 && this.ended >= STREAMS_PER_COLLECTION) this.collect();
  }

  private endStream(context: u32, http: Http): void {
    const root = this.streams.root(context);
    this.streams.remove(context);
    if (root) root.release(http);
    this.ended++;
  }

  private endRoot(context: u32): void {
    if (!this.roots.has(context)) return;
    this.roots.get(context).dispose();
    this.roots.delete(context);
    this.ended = STREAMS_PER_COLLECTION;
  }

  private collect(): void {
    this.ended = 0;
    __collect();
  }
}

/** Makes this module a filter: `factory` makes the root for each configuration. Call once, at the top level. */
export function filter(factory: () => Root): void {
  install(new Dispatcher(factory));
}
