/**
 * Envoy configuration from a policy set. Each function gives a YAML document with its comments; `toText` prints it:
 *
 *     toText(envoyBootstrap(set, target, { folder: "/etc/cellwall" }))
 *     toText(extensionConfig(policyDigest(set), buildImage(set, target), { path: "/etc/cellwall/cell.wasm", bytes }))
 */
export { envoyBootstrap } from "./bootstrap.js";
export { capabilitiesOf } from "./capabilities.js";
export { extensionConfig, filterConfig } from "./extension-config.js";
export { hasFetchedKeys } from "./keys.js";
export { rateLimitConfig, serviceKey } from "./ratelimit.js";
export type { CellModule, Endpoint, ProxySettings } from "./settings.js";
export { toText } from "./template.js";
