import { type HttpFilter, httpFilter } from "./variant.js";

/**
 * A wasm filter in a VM of its own, so that none shares memory or a trap with another.
 * @param module absolute path of the module
 */
export function wasmFilter(vmId: string, module: string, configuration: Uint8Array, rootId = ""): HttpFilter {
  return httpFilter("wasm", "wasm.v3.Wasm", {
    config: {
      name: vmId,
      root_id: rootId,
      failure_policy: "FAIL_CLOSED",
      vm_config: { vm_id: vmId, runtime: "envoy.wasm.runtime.v8", code: { local: { filename: module } } },
      configuration: {
        "@type": "type.googleapis.com/google.protobuf.BytesValue",
        value: Buffer.from(configuration).toString("base64"),
      },
    },
  });
}
