import type { HeaderMap } from "./header-map.js";
import type { LocalReply } from "./reply.js";

/** What the guest knows by a context id: a root (one configuration) or a stream (one request). */
export interface Context {
  readonly id: number;
  readonly root: RootContext;
  /** The header map of a type, if there is one to be seen now. */
  headers(type: number): HeaderMap | undefined;
  /** The bytes of a buffer; `undefined`: there is none of this type. */
  buffer(type: number): Uint8Array | undefined;
  /** Replaces a buffer. False when this context's buffers cannot be written. */
  setBuffer(type: number, bytes: Uint8Array): boolean;
  /** A property by its path; `undefined`: there is none; `partial`: there is only something below it. */
  property(path: readonly string[]): Uint8Array | "partial" | undefined;
  /** Sets filter state `wasm.<name>`. False when the context has no filter state. */
  setFilterState(name: string, value: Uint8Array): boolean;
  reply(reply: LocalReply): void;
  /** Lets a stream that the guest paused go on, in one direction. */
  resume(type: number): void;
}

/** One plugin configuration in one VM; streams keep the root they began with. */
export interface RootContext extends Context {
  tickPeriodMs: number;
}
