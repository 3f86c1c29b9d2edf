/** Issuers whose keys are fetched → the service and the clusters that fetch them, from envoy/keys.yaml. */
import { isIP } from "node:net";
import type { Document, YAMLMap } from "yaml";
import type { Issuer } from "../ir/identity.js";
import type { PolicySet } from "../ir/model.js";
import { capabilitiesOf } from "./capabilities.js";
import type { CellModule, ProxySettings } from "./settings.js";
import { listAt, mapAt, readTemplate } from "./template.js";

const SERVICE = ["bootstrap_extensions", 0, "typed_config", "config"] as const;
const CLUSTERS = ["static_resources", "clusters"] as const;
const NS_PER_SECOND = 1e9;
const TIMEOUT_SECONDS = 5;
const HTTPS_PORT = 443;

/** An issuer whose keys are fetched, and from where. */
interface Fetched {
  readonly name: string;
  readonly uri: URL;
  readonly refreshSeconds: number;
  readonly cluster: string;
}

/**
 * Puts the service and the clusters into a bootstrap, if the mesh needs them. An issuer that names a cluster of the
 * operator's own gets none.
 * @throws {Error} it does, and the settings have no `keysModule`
 */
export function fillKeys(document: Document, set: PolicySet, settings: ProxySettings): void {
  const issuers = set.issuers.flatMap(fetchedOf);
  if (issuers.length === 0) return;
  if (settings.keysModule === undefined)
    throw new Error("issuers have their keys at a URI: give the settings `keysModule`, which fetches them");
  const template = readTemplate("keys");
  fillService(template, issuers, settings.keysModule);
  document.set("bootstrap_extensions", template.get("bootstrap_extensions"));
  const clusters = listAt(document, ...CLUSTERS);
  const pattern = mapAt(template, ...CLUSTERS, 0);
  const missing = issuers.filter(({ name, cluster }) => cluster === defaultKeysCluster(name));
  for (const issuer of missing) clusters.add(clusterOf(pattern, issuer, settings.trustedCa));
}

/** Whether a mesh has an issuer whose keys are fetched. */
export function hasFetchedKeys({ issuers }: PolicySet): boolean {
  return issuers.some(({ keys }) => "uri" in keys);
}

function defaultKeysCluster(issuer: string): string {
  return `keys.${issuer}`;
}

function fetchedOf({ name, keys }: Issuer): Fetched[] {
  if (!("uri" in keys)) return [];
  const { uri, refreshNs, cluster } = keys;
  return [{ name, uri: new URL(uri), refreshSeconds: Math.ceil(refreshNs / NS_PER_SECOND), cluster }];
}

function fillService(template: Document, issuers: readonly Fetched[], { path, bytes }: CellModule): void {
  const allowed = Object.fromEntries(capabilitiesOf(bytes).map((name) => [name, {}]));
  const service = mapAt(template, ...SERVICE);
  mapAt(service, "capability_restriction_config").set("allowed_capabilities", template.createNode(allowed));
  mapAt(service, "vm_config", "code", "local").set("filename", path);
  const configuration = { issuers: issuers.map(entryOf) };
  mapAt(service, "configuration").set("value", JSON.stringify(configuration, undefined, 2));
}

/** As assembly/keys/endpoint.ts reads it; times in seconds. */
function entryOf({ name, cluster, uri, refreshSeconds }: Fetched): object {
  const path = `${uri.pathname}${uri.search}`;
  return { name, cluster, host: uri.host, path, refresh: refreshSeconds, timeout: TIMEOUT_SECONDS };
}

function clusterOf(pattern: YAMLMap, { uri, cluster }: Fetched, trustedCa: string | undefined): YAMLMap {
  const copy = pattern.clone() as YAMLMap;
  const host = uri.hostname.replace(/^\[(.*)\]$/, "$1");
  copy.set("name", cluster);
  const assignment = mapAt(copy, "load_assignment");
  assignment.set("cluster_name", cluster);
  const endpoint = mapAt(assignment, "endpoints", 0, "lb_endpoints", 0, "endpoint");
  const address = mapAt(endpoint, "address", "socket_address");
  address.set("address", host);
  address.set("port_value", uri.port === "" ? HTTPS_PORT : Number(uri.port));
  fillTls(mapAt(copy, "transport_socket", "typed_config"), host, trustedCa);
  return copy;
}

function fillTls(context: YAMLMap, host: string, trustedCa: string | undefined): void {
  const isName = isIP(host) === 0;
  if (isName) context.set("sni", host);
  else context.delete("sni");
  const validation = mapAt(context, "common_tls_context", "validation_context");
  if (trustedCa !== undefined) mapAt(validation, "trusted_ca").set("filename", trustedCa);
  const name = mapAt(validation, "match_typed_subject_alt_names", 0);
  name.set("san_type", isName ? "DNS" : "IP_ADDRESS");
  mapAt(name, "matcher").set("exact", host);
}
