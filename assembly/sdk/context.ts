import {
  proxy_continue_stream,
  proxy_set_effective_context,
  proxy_set_tick_period_milliseconds,
} from "../abi/imports";
import { Status } from "../abi/status";
import { Action, StreamType } from "../abi/types";
import { Slice } from "../bytes/slice";

export { Action };

/**
 * One configuration of the filter in one VM. All state hangs off it: when the configuration changes, the
 * host makes a new root beside the old one, and requests in flight finish on the old.
 */
export abstract class Root {
  /** The host's id for this root. */
  id: u32 = 0;

  /**
   * Takes the plugin configuration; the bytes are good until this returns. False refuses it: the host then
   * goes on with the configuration before.
   */
  abstract configure(configuration: Slice): bool;

  /** The context for a new stream; may be one that `release` gave back. */
  abstract createHttp(): Http;

  /** A stream is over and its context free for another. */
  release(http: Http): void {}

  /** Called each period that `tickEvery` has set. Needs `abi/exports/tick`. */
  tick(): void {}

  /**
   * The answer to an `httpCall` has come (http-call.ts). `headers`: how many; 0: the call failed. An answer that
   * Envoy made itself, such as 504 after the time allowed, looks like any other. Needs `abi/exports/http-call`.
   */
  httpCallResponse(token: u32, headers: u32, bodySize: u32): void {}

  /** The answer to a `grpcCall` has come (grpc-call.ts); `size`: bytes of its message. Needs `abi/exports/grpc-call`. */
  grpcReceive(token: u32, size: u32): void {}

  /** A `grpcCall` failed; `status`: gRPC's code. One that was answered is not closed. Needs `abi/exports/grpc-call`. */
  grpcClose(token: u32, status: u32): void {}

  /** The last stream of this configuration is over; give back memory that is not garbage-collected. */
  dispose(): void {}

  /** Starts or, with 0, stops the timer; milliseconds. */
  tickEvery(milliseconds: u32): void {
    proxy_set_tick_period_milliseconds(milliseconds);
  }
}

/** One HTTP stream. A callback is only made when the module exports it (abi/exports). */
export abstract class Http {
  /** The host's id for this stream. */
  id: u32 = 0;

  requestHeaders(count: u32, endOfStream: bool): u32 {
    return Action.Continue;
  }

  /** `size`: bytes buffered so far. */
  requestBody(size: u32, endOfStream: bool): u32 {
    return Action.Continue;
  }

  responseHeaders(count: u32, endOfStream: bool): u32 {
    return Action.Continue;
  }

  responseBody(size: u32, endOfStream: bool): u32 {
    return Action.Continue;
  }

  /** The stream is over; request and response headers can be read once more. */
  log(): void {}

  /**
   * Makes this stream the one that host calls are about, until the callback ends: from a tick or an answer of its
   * root, to look at a paused stream again and to resume or answer it. False when the host has no such stream;
   * one that its root was asked to `release` must not be called.
   */
  makeEffective(): bool {
    return proxy_set_effective_context(this.id) == Status.Ok;
  }

  /** Goes on with a request that was paused. */
  resumeRequest(): u32 {
    return proxy_continue_stream(StreamType.Request);
  }

  /** Goes on with a response that was paused. */
  resumeResponse(): u32 {
    return proxy_continue_stream(StreamType.Response);
  }
}
