import type { Pair } from "../envoy/pairs.js";
import { encodeProperty, type Properties } from "../envoy/property-values.js";
import { BufferType, HeaderMapType, StreamType } from "./abi.js";
import type { Context } from "./context.js";
import { HeaderMap } from "./header-map.js";
import { FAILED_REPLY, type LocalReply } from "./reply.js";
import { requestProperty } from "./request-properties.js";
import type { Root } from "./root.js";
import type { Vm } from "./vm.js";

/** Envoy's StopAllIterationAndBuffer, StopAllIterationAndWatermark, and what it takes for that. */
const STOP_ALL = 3;

/** Where a stream stands: on its way, held by the filter, or answered by it (then see `localReply`). */
export type StreamState = "continue" | "paused" | "replied";

/**
 * One HTTP request and its response as the filter sees them. Header text is one byte a character.
 * While `paused` it is up to the caller to hold bodies back, as Envoy does unless
 * `allow_on_headers_stop_iteration` is set; the guest sees none of a direction that it stopped altogether.
 */
export class Stream implements Context {
  /** The filter's own answer, or Envoy's 503 once the VM has failed. */
  localReply: LocalReply | undefined;
  private readonly maps = new Map<number, HeaderMap>();
  private readonly buffers = new Map<number, Uint8Array>();
  private readonly filterStates = new Map<string, Uint8Array>();
  private readonly held = new Set<number>();
  /** Directions in which not even body callbacks run. */
  private readonly stopped = new Set<number>();
  /** Envoy takes the request's headers away once they went on, until the access log. */
  private requestGone = false;
  private ended = false;

  constructor(
    readonly id: number,
    readonly root: Root,
    private readonly vm: Vm,
    private readonly properties: Properties,
  ) {}

  get state(): StreamState {
    if (this.localReply) return "replied";
    return this.held.size > 0 ? "paused" : "continue";
  }

  /** The request's headers as the upstream would get them. */
  get requestHeaders(): readonly Pair[] {
    return this.maps.get(HeaderMapType.RequestHeaders)?.pairs ?? [];
  }

  /** The response's headers as the caller would get them, those of a local reply too. */
  get responseHeaders(): readonly Pair[] {
    return this.maps.get(HeaderMapType.ResponseHeaders)?.pairs ?? [];
  }

  /** What the filter wrote to filter state `wasm.<name>`. */
  filterState(name: string): Uint8Array | undefined {
    return this.filterStates.get(name);
  }

  onRequestHeaders(headers: Iterable<Pair>, endOfStream = true): StreamState {
    const map = new HeaderMap(headers);
    this.maps.set(HeaderMapType.RequestHeaders, map);
    if (this.vm.failure) return this.fail();
    this.vm.invoke(this, "proxy_on_context_create", this.id, this.root.id);
    return this.pass(StreamType.Request, "proxy_on_request_headers", map.pairs.length, endOfStream);
  }

  /** `bytes`: all that the filter can see, which while it holds the stream is all so far. */
  onRequestBody(bytes: Uint8Array, endOfStream = true): StreamState {
    this.buffers.set(BufferType.RequestBody, bytes);
    return this.pass(StreamType.Request, "proxy_on_request_body", bytes.length, endOfStream);
  }

  onResponseHeaders(headers: Iterable<Pair>, endOfStream = true): StreamState {
    const map = new HeaderMap(headers);
    this.maps.set(HeaderMapType.ResponseHeaders, map);
    return this.pass(StreamType.Response, "proxy_on_response_headers", map.pairs.length, endOfStream);
  }

  onResponseBody(bytes: Uint8Array, endOfStream = true): StreamState {
    this.buffers.set(BufferType.ResponseBody, bytes);
    return this.pass(StreamType.Response, "proxy_on_response_body", bytes.length, endOfStream);
  }

  /** The stream is over: access log, then the context goes. Does nothing the second time. */
  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.requestGone = false;
    this.vm.invoke(this, "proxy_on_log", this.id);
    this.vm.invoke(this, "proxy_on_done", this.id);
    this.vm.invoke(this, "proxy_on_delete", this.id);
    this.vm.release(this);
  }

  /** The VM has failed: Envoy answers 503 unless there was an answer before. */
  fail(): StreamState {
    this.localReply ??= FAILED_REPLY;
    return this.state;
  }

  headers(type: number): HeaderMap | undefined {
    if (type === HeaderMapType.RequestHeaders && this.requestGone) return undefined;
    return this.maps.get(type) ?? this.root.headers(type);
  }

  buffer(type: number): Uint8Array | undefined {
    return this.buffers.get(type) ?? this.root.buffer(type);
  }

  setBuffer(type: number, bytes: Uint8Array): boolean {
    if (!this.buffers.has(type)) return false;
    this.buffers.set(type, bytes);
    return true;
  }

  property(path: readonly string[]): Uint8Array | "partial" | undefined {
    const joined = path.join(".");
    const given = Object.hasOwn(this.properties, joined) ? this.properties[joined] : undefined;
    if (given !== undefined) return encodeProperty(given);
    if (TOP_LEVEL.has(joined)) return "partial";
    return this.derived(path) ?? this.root.property(path) ?? this.stateProperty(path);
  }

  setFilterState(name: string, value: Uint8Array): boolean {
    this.filterStates.set(name, value);
    return true;
  }

  reply(reply: LocalReply): void {
    if (this.localReply) return;
    this.localReply = reply;
    this.onResponseHeaders([[":status", String(reply.status)], ...reply.headers], reply.body === "");
  }

  resume(type: number): void {
    this.held.delete(type);
    this.stopped.delete(type);
    if (type === StreamType.Request) this.requestGone = this.state === "continue";
  }

  private derived([scope, ...rest]: readonly string[]): Uint8Array | undefined {
    const map = scope === "request" ? this.headers(HeaderMapType.RequestHeaders) : undefined;
    const value = map && requestProperty(map, rest);
    return value === undefined ? undefined : Buffer.from(value, "latin1");
  }

  private stateProperty(path: readonly string[]): Uint8Array | undefined {
    const [first = "", second = "", ...rest] = path;
    if (path.length === 1) return this.filterStates.get(first);
    const own = first === "filter_state" && second.startsWith("wasm.") && rest.length === 0;
    return own ? this.filterStates.get(second.slice("wasm.".length)) : undefined;
  }

  /** Continue lets go what an earlier callback held, headers that waited for the body too. */
  private pass(direction: number, callback: string, size: number, endOfStream: boolean): StreamState {
    if (this.vm.failure) return this.fail();
    if (this.stopped.has(direction)) return this.state;
    const action = this.vm.invoke(this, callback, this.id, size, endOfStream ? 1 : 0);
    if (action) this.held.add(direction);
    else this.held.delete(direction);
    if (action !== undefined && action >= STOP_ALL) this.stopped.add(direction);
    if (direction === StreamType.Request) this.requestGone = this.state === "continue";
    return this.state;
  }
}

/** Objects that have properties but no value of their own. */
const TOP_LEVEL: ReadonlySet<string> = new Set(["request", "source", "connection", "xds", "filter_state"]);
