/** Functions that the host offers by name, beside the ABI's own. */
import { proxy_call_foreign_function } from "../abi/imports";
import { firstOut, secondOut, takeSlice } from "../abi/results";
import { Slice, addressOf, lengthOf } from "../bytes/slice";

/**
 * Calls one with an argument in the form that it expects: of Envoy's own (source/extensions/common/wasm/foreign.cc)
 * mostly a Protocol Buffers message. Its result, which is good until the callback ends; `ABSENT` when the host has no
 * function of that name; `FAILED` when it refuses the argument, or the filter may not call it.
 */
export function callForeign(name: Slice, argument: Slice): Slice {
  return takeSlice(
    proxy_call_foreign_function(
      addressOf(name),
      lengthOf(name),
      addressOf(argument),
      lengthOf(argument),
      firstOut(),
      secondOut(),
    ),
  );
}
