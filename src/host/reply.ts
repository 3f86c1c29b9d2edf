import { type Pair, readPairs } from "../envoy/pairs.js";
import { Status } from "./abi.js";
import type { HostFunctions, Vm } from "./vm.js";

/** A response that the filter gave instead of the upstream. */
export interface LocalReply {
  readonly status: number;
  /** `%RESPONSE_CODE_DETAILS%`; has no whitespace. */
  readonly details: string;
  /** What the filter added; not the headers that Envoy makes itself. */
  readonly headers: readonly Pair[];
  readonly body: string;
  /** -1: none given. */
  readonly grpcStatus: number;
}

/** What every open stream answers once its VM has failed (envoy: Context::failStream). */
export const FAILED_REPLY: LocalReply = {
  status: 503,
  details: "wasm_fail_stream",
  headers: [],
  body: "",
  grpcStatus: -1,
};

export function replyFunctions(vm: Vm): HostFunctions {
  return {
    proxy_send_local_response(
      status: number,
      details: number,
      detailsSize: number,
      body: number,
      bodySize: number,
      headers: number,
      headersSize: number,
      grpcStatus: number,
    ) {
      const { memory } = vm;
      const context = vm.current();
      const reply: LocalReply = {
        status,
        details: memory.text(details, detailsSize).replace(/\s/g, "_"),
        body: memory.view(body, bodySize).toString("utf8"),
        headers: readPairs(memory.view(headers, headersSize)),
        grpcStatus,
      };
      vm.afterCall(() => context.reply(reply));
      return Status.Ok;
    },
  };
}
