/** What everything is compared with: no filter, and a wasm filter that does nothing. */
import { modulePath } from "../modules.js";
import type { Variant } from "./variant.js";
import { wasmFilter } from "./wasm.js";

/** No filter, in an Envoy of so many workers. */
export function baseline(workers: number): Variant {
  const name = workers === 1 ? "no filter" : `no filter, ${workers} workers`;
  return { name, group: workers === 1 ? "floor" : "limits", filters: () => [], refuses: false, workers };
}

export function emptyWasm(): Variant {
  const filters = () => [wasmFilter("empty", modulePath("empty"), new Uint8Array())];
  return { name: "empty wasm filter", group: "floor", filters, refuses: false };
}
