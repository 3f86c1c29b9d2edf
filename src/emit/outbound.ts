/** Transaction tokens → what a sidecar's outbound listener does about them, from envoy/outbound.yaml. */
import type { YAMLMap } from "yaml";
import type { PolicySet, Workload } from "../ir/model.js";
import { capabilitiesOf } from "./capabilities.js";
import type { ProxySettings } from "./settings.js";
import { listAt, mapAt, readTemplate } from "./template.js";

const CONFIG = ["http_filters", 0, "typed_config", "config"] as const;

/**
 * Puts filter and access log into the connection manager of the outbound listener, if the mesh needs them.
 * @throws {Error} it does, and the settings have no `outboundModule`
 */
export function fillOutbound(
  manager: YAMLMap,
  { id }: Workload,
  { transactionTokens }: PolicySet,
  { folder, outboundModule, outboundMode = "enforce" }: ProxySettings,
): void {
  if (transactionTokens === undefined) return;
  if (outboundModule === undefined)
    throw new Error(
      "transaction tokens leave sidecars: give the settings `outboundModule`, which looks at them",
    );
  const template = readTemplate("outbound");
  const config = mapAt(template, ...CONFIG);
  const allowed = Object.fromEntries(capabilitiesOf(outboundModule.bytes).map((name) => [name, {}]));
  mapAt(config, "capability_restriction_config").set("allowed_capabilities", template.createNode(allowed));
  mapAt(config, "vm_config", "code", "local").set("filename", outboundModule.path);
  mapAt(config, "configuration").set("value", outboundMode);
  const log = mapAt(template, "access_log", 0, "typed_config");
  log.set("path", `${folder}/outbound.jsonl`);
  mapAt(log, "log_format", "json_format").set("workload", id);
  manager.set("access_log", template.get("access_log"));
  listAt(manager, "http_filters").items.unshift(mapAt(template, "http_filters", 0));
}
