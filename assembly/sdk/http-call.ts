/** HTTP calls to other services. The answer comes to the root (`Root.httpCallResponse`), also when a stream asked. */
import { proxy_http_call } from "../abi/imports";
import { firstOut, takeU32 } from "../abi/results";
import { Status } from "../abi/status";
import { EMPTY, Slice, addressOf, lengthOf } from "../bytes/slice";

/** No call was made; never the token of one. */
export const NO_CALL: u32 = 0;

/**
 * Calls a cluster. Answers the token that its answer will carry, or `NO_CALL`: no such cluster, no healthy host in it,
 * or a header is missing.
 *
 * `headers`: a list made by pairs.ts, with `:method`, `:path` and `:authority`. `timeoutMs`: milliseconds, 0: no limit.
 * In the callback, `HeaderView.read(HeaderMapType.HttpCallResponseHeaders)` and
 * `bufferBytes(BufferType.HttpCallResponseBody, …)` read the answer.
 */
export function httpCall(cluster: Slice, headers: Slice, body: Slice, timeoutMs: u32): u32 {
  const status = proxy_http_call(
    addressOf(cluster),
    lengthOf(cluster),
    addressOf(headers),
    lengthOf(headers),
    addressOf(body),
    lengthOf(body),
    addressOf(EMPTY),
    lengthOf(EMPTY),
    timeoutMs,
    firstOut(),
  );
  return status == Status.Ok ? takeU32() : NO_CALL;
}
