import { type Pair, readPairs } from "../envoy/pairs.js";
import { Status } from "./abi.js";
import type { HostFunctions, Vm } from "./vm.js";

/** A unary gRPC call that the guest asked the host to make; it stays open until `vm.answerGrpc` or its root is gone. */
export interface GrpcCall {
  readonly token: number;
  readonly cluster: string;
  readonly service: string;
  readonly method: string;
  readonly metadata: readonly Pair[];
  /** The request, a protobuf. */
  readonly message: Uint8Array;
  readonly timeoutMs: number;
  /** The root context that the answer goes to. */
  readonly root: number;
}

/** What a call brought back: a message, or the status (gRPC's code) with which it failed. */
export type GrpcCallAnswer = { readonly message: Uint8Array } | { readonly status: number };

/** Calls have odd tokens, streams even ones. */
const TOKEN_STEP = 2;

/** A `GrpcService` with nothing but `envoy_grpc.cluster_name`. */
const SERVICE = /^\n([\0-\x7f])\n([\0-\x7f])(.*)$/s;

export function grpcCallFunctions(vm: Vm): HostFunctions {
  let nextToken = 1;
  return {
    proxy_grpc_call(
      grpcServiceAt: number,
      grpcServiceSize: number,
      serviceAt: number,
      serviceSize: number,
      methodAt: number,
      methodSize: number,
      metadataAt: number,
      metadataSize: number,
      messageAt: number,
      messageSize: number,
      timeoutMs: number,
      tokenOut: number,
    ) {
      const { memory } = vm;
      const cluster = clusterOf(memory.text(grpcServiceAt, grpcServiceSize));
      const service = memory.text(serviceAt, serviceSize);
      const method = memory.text(methodAt, methodSize);
      const metadata = readPairs(memory.view(metadataAt, metadataSize));
      const message = memory.bytes(messageAt, messageSize);
      if (cluster === undefined) return Status.ParseFailure;
      if (vm.clusters?.has(cluster) === false) return Status.InternalFailure;
      const [token, root] = [nextToken, vm.current().root.id];
      nextToken += TOKEN_STEP;
      const call = { token, cluster, service, method, metadata, message, timeoutMs: timeoutMs >>> 0, root };
      vm.grpcCalls.set(token, call);
      memory.setWord(tokenOut, token);
      return Status.Ok;
    },
    proxy_grpc_cancel(token: number) {
      return vm.grpcCalls.delete(token >>> 0) ? Status.Ok : Status.NotFound;
    },
  };
}

/** `undefined`: this host reads no other kind of service. */
function clusterOf(grpcService: string): string | undefined {
  const [, outer = "", inner = "", name = ""] = SERVICE.exec(grpcService) ?? [];
  const fits = inner.charCodeAt(0) === name.length && outer.charCodeAt(0) === name.length + 2;
  return fits ? name : undefined;
}
