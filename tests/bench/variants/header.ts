/** One job, one header compared, written three ways. */
import { type BenchModule, modulePath } from "../modules.js";
import type { Variant } from "./variant.js";
import { wasmFilter } from "./wasm.js";

export const headerOnSdk = (): Variant => header("one header, cellwall SDK", "header-sdk");
export const headerOnSolo = (): Variant => header("one header, @solo-io/proxy-runtime", "header-solo");
export const headerBare = (): Variant => header("one header, bare ABI", "header-bare");

/** The configuration is not empty because `@solo-io/proxy-runtime` 0.1.8 traps on an empty one. */
const SOME_CONFIGURATION = Buffer.from("{}");

function header(name: string, module: BenchModule): Variant {
  const filters = () => [wasmFilter(module, modulePath(module), SOME_CONFIGURATION, "tenant")];
  return { name, group: "one header", filters, refuses: true };
}
