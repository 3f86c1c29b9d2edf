/** Unary gRPC calls. The answer comes to the root (`Root.grpcReceive` or `Root.grpcClose`), also when a stream asked. */
import { allocate } from "../abi/arena";
import { proxy_grpc_call, proxy_grpc_cancel } from "../abi/imports";
import { firstOut, takeU32 } from "../abi/results";
import { Status } from "../abi/status";
import { EMPTY, Slice, addressOf, lengthOf, slice } from "../bytes/slice";
import { NO_CALL } from "./http-call";

export { NO_CALL };

/** Protobuf: field 1, length-delimited. */
const FIELD_1: u8 = 0x0a;

/** A length that fits one byte of a protobuf, for the name inside of two messages. */
const MAX_CLUSTER: i32 = 0x7f - 2;

/**
 * The `envoy.config.core.v3.GrpcService` of a cluster: `{ envoy_grpc: { cluster_name } }`. Envoy takes a bare name too,
 * but not one that happens to read as a protobuf. `EMPTY` for a name over 125 bytes.
 */
export function grpcService(cluster: Slice): Slice {
  const size = lengthOf(cluster);
  if (size > MAX_CLUSTER) return EMPTY;
  const message = allocate(size + 4);
  store<u8>(message, FIELD_1);
  store<u8>(message, size + 2, 1);
  store<u8>(message, FIELD_1, 2);
  store<u8>(message, size, 3);
  memory.copy(message + 4, addressOf(cluster), size);
  return slice(message, size + 4);
}

/**
 * Calls `service`/`method` (`envoy.service.ratelimit.v3.RateLimitService`, `ShouldRateLimit`) with one message, a
 * protobuf. Answers the token that its answer will carry, or `NO_CALL`: the service cannot be reached, or `grpcService`
 * is none. `timeoutMs`: milliseconds, 0: no limit; `metadata`: a list made by pairs.ts, or empty.
 *
 * In `grpcReceive`, `bufferBytes(BufferType.GrpcReceiveBuffer, …)` reads the answer.
 */
export function grpcCall(
  grpcService: Slice,
  service: Slice,
  method: Slice,
  message: Slice,
  timeoutMs: u32,
  metadata: Slice = EMPTY,
): u32 {
  const status = proxy_grpc_call(
    addressOf(grpcService),
    lengthOf(grpcService),
    addressOf(service),
    lengthOf(service),
    addressOf(method),
    lengthOf(method),
    addressOf(metadata),
    lengthOf(metadata),
    addressOf(message),
    lengthOf(message),
    timeoutMs,
    firstOut(),
  );
  return status == Status.Ok ? takeU32() : NO_CALL;
}

/** Gives up a call: no answer will come. False when there is none under way with this token. */
export function cancelGrpcCall(token: u32): bool {
  return proxy_grpc_cancel(token) == Status.Ok;
}
