/** Image + module → the cell as Envoy configuration, from envoy/cell.yaml. */
import { Document, type YAMLMap } from "yaml";
import { capabilitiesOf } from "./capabilities.js";
import type { CellModule } from "./settings.js";
import { mapAt, readTemplate } from "./template.js";

const CELL = "cell";

/**
 * The file that Envoy's ECDS watches: a DiscoveryResponse with the cell. To change the policy write it beside
 * the watched file, then rename it over that.
 * @param version shown by Envoy as `version_info`; the policy set's digest
 */
export function extensionConfig(version: string, image: Uint8Array, module: CellModule): Document {
  const document = readTemplate(CELL);
  document.commentBefore = null;
  document.setIn(["version_info"], version);
  const config = mapAt(document, "resources", CELL, "typed_config", "config");
  const allowed = Object.fromEntries(capabilitiesOf(module.bytes).map((name) => [name, {}]));
  mapAt(config, "capability_restriction_config").set("allowed_capabilities", document.createNode(allowed));
  mapAt(config, "vm_config", "code", "local").set("filename", module.path);
  mapAt(config, "configuration").set("value", Buffer.from(image).toString("base64"));
  return document;
}

/** The cell as an element of a connection manager's `http_filters`, for one who does not use ECDS. */
export function filterConfig(image: Uint8Array, module: CellModule): Document {
  const config = mapAt(extensionConfig("", image, module), "resources", CELL, "typed_config");
  const document = new Document([{ name: CELL }]);
  mapAt(document, 0).set("typed_config", config.clone() as YAMLMap);
  return document;
}
