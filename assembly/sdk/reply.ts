import { proxy_send_local_response } from "../abi/imports";
import { EMPTY, Slice, addressOf, lengthOf } from "../bytes/slice";

/** The host derives the gRPC status from the HTTP status. */
const GRPC_STATUS_FROM_HTTP: i32 = -1;

/**
 * Answers the request from here; the upstream never sees it. Return `Action.Pause` from the callback.
 * `details` becomes `%RESPONSE_CODE_DETAILS%`; `headers` is a list made by pairs.ts, or empty. A gRPC caller gets 200
 * and `grpcStatus`, with the body for its message. Answers a `Status`.
 */
export function reply(
  status: u32,
  details: Slice,
  headers: Slice = EMPTY,
  body: Slice = EMPTY,
  grpcStatus: i32 = GRPC_STATUS_FROM_HTTP,
): u32 {
  return proxy_send_local_response(
    status,
    addressOf(details),
    lengthOf(details),
    addressOf(body),
    lengthOf(body),
    addressOf(headers),
    lengthOf(headers),
    grpcStatus,
  );
}
