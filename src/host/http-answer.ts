import { BufferType, HeaderMapType } from "./abi.js";
import { HeaderMap } from "./header-map.js";
import type { HttpCallAnswer } from "./http-call.js";

/** The answer's headers and trailers, as the guest sees them in `proxy_on_http_call_response`. */
export function answerHeaders(answer: HttpCallAnswer, type: number): HeaderMap | undefined {
  if (type === HeaderMapType.HttpCallResponseHeaders) return new HeaderMap(answer.headers);
  return type === HeaderMapType.HttpCallResponseTrailers ? new HeaderMap(answer.trailers) : undefined;
}

export function answerBuffer(answer: HttpCallAnswer, type: number): Uint8Array | undefined {
  return type === BufferType.HttpCallResponseBody ? (answer.body ?? new Uint8Array()) : undefined;
}
