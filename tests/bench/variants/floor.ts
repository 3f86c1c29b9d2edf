/** What everything is compared with: no filter, and a wasm filter that does nothing. */
import { modulePath } from "../modules.js";
import type { Variant } from "./variant.js";
import { wasmFilter } from "./wasm.js";

export const BASELINE: Variant = { name: "no filter", group: "floor", filters: () => [], refuses: false };

export function emptyWasm(): Variant {
  const filters = () => [wasmFilter("empty", modulePath("empty"), new Uint8Array())];
  return { name: "empty wasm filter", group: "floor", filters, refuses: false };
}
