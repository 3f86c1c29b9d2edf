import { type Pair, readPairs } from "../envoy/pairs.js";
import { Status } from "./abi.js";
import type { HostFunctions, Vm } from "./vm.js";

/** A call that the guest asked the host to make; it stays open until `vm.answer` or its root is gone. */
export interface HttpCall {
  readonly token: number;
  readonly cluster: string;
  readonly headers: readonly Pair[];
  readonly body: Uint8Array;
  readonly trailers: readonly Pair[];
  readonly timeoutMs: number;
  /** The root context that the answer goes to. */
  readonly root: number;
}

/** What a call brought back. */
export interface HttpCallAnswer {
  readonly headers: readonly Pair[];
  readonly body?: Uint8Array;
  readonly trailers?: readonly Pair[];
}

const NEEDED = [":method", ":path", ":authority"];
const TOKEN_STEP = 4;

export function httpCallFunctions(vm: Vm): HostFunctions {
  let lastToken = 0;
  return {
    proxy_http_call(
      clusterAt: number,
      clusterSize: number,
      headersAt: number,
      headersSize: number,
      bodyAt: number,
      bodySize: number,
      trailersAt: number,
      trailersSize: number,
      timeoutMs: number,
      tokenOut: number,
    ) {
      const { memory } = vm;
      const cluster = memory.text(clusterAt, clusterSize);
      const headers = readPairs(memory.view(headersAt, headersSize));
      const body = memory.bytes(bodyAt, bodySize);
      const trailers = readPairs(memory.view(trailersAt, trailersSize));
      memory.setWord(tokenOut, 0);
      const known = vm.clusters === undefined || vm.clusters.has(cluster);
      const complete = NEEDED.every((needed) => headers.some(([name]) => name === needed));
      if (!known || !complete) return Status.BadArgument;
      lastToken += TOKEN_STEP;
      const token = lastToken;
      const root = vm.current().root.id;
      vm.calls.set(token, { token, cluster, headers, body, trailers, timeoutMs: timeoutMs >>> 0, root });
      memory.setWord(tokenOut, token);
      return Status.Ok;
    },
  };
}
