/** Policy set + settings → the whole configuration of one Envoy, from the files under envoy/. */
import type { Document, YAMLMap, YAMLSeq } from "yaml";
import { workloadOf } from "../compile/project.js";
import type { PolicySet, Tier, Workload } from "../ir/model.js";
import { fillKeys } from "./keys.js";
import { managerNormalization } from "./normalization.js";
import { fillOutbound } from "./outbound.js";
import { fillRateLimitService } from "./ratelimit-cluster.js";
import { routedWorkloads, virtualHosts } from "./routes.js";
import type { Endpoint, ProxySettings } from "./settings.js";
import { listAt, mapAt, readTemplate } from "./template.js";
import { fillFiles, fillSds, sdsCluster, type TlsPeer } from "./tls.js";
import { clusterName, defaultAddress } from "./workload-name.js";

const LISTENERS = ["static_resources", "listeners"] as const;
const MANAGER = ["filters", 0, "typed_config"] as const;
const DEFAULT_PORT = 8443;

/** The listeners of each tier's template: where requests arrive, and where routes to others are. */
const ARRIVAL: Readonly<Record<Tier, string>> = { gateway: "edge", sidecar: "inbound" };
const DEPARTURE: Readonly<Record<Tier, string>> = { gateway: "edge", sidecar: "outbound" };

/**
 * An Envoy bootstrap for the workload `target`; `toText` prints it, and a caller may change it before.
 * It loads the cell from `ecds/cell.yaml` in the proxy's folder.
 * @throws {UnknownTargetError} the mesh has no such workload
 * @throws {Error} the mesh has an issuer whose keys are fetched, and `settings` no `keysModule`; or transaction tokens,
 * and no `outboundModule`
 */
export function envoyBootstrap(set: PolicySet, target: string, settings: ProxySettings): Document {
  const workload = workloadOf(set, target);
  const document = readTemplate(workload.tier);
  document.setIn(["node", "id"], workload.id);
  document.setIn(["node", "cluster"], set.mesh);
  setPort(mapAt(document, "admin"), settings.adminPort);
  fillArrival(document, workload, set, settings);
  if (workload.tier === "sidecar") fillSidecar(document, workload, set, settings);
  fillUpstreams(document, workload, set, settings);
  if (looksAtUserTokens(workload, set)) fillKeys(document, set, settings);
  fillRateLimitService(document, set, settings);
  return document;
}

/** Behind the gateway a mesh with transaction tokens knows users by these alone. */
function looksAtUserTokens({ tier }: Workload, { transactionTokens }: PolicySet): boolean {
  return tier === "gateway" || transactionTokens === undefined;
}

function fillArrival(
  document: Document,
  { id, tier }: Workload,
  set: PolicySet,
  settings: ProxySettings,
): void {
  const listener = mapAt(document, ...LISTENERS, ARRIVAL[tier]);
  if (settings.listen) setEndpoint(listener, settings.listen);
  const { folder } = settings;
  const manager = mapAt(listener, "filter_chains", 0, ...MANAGER);
  fillNormalization(manager, set);
  const log = mapAt(manager, "access_log", 0, "typed_config");
  log.set("path", `${folder}/access.jsonl`);
  mapAt(log, "log_format", "json_format").set("workload", id);
  const source = ["http_filters", "cell", "config_discovery", "config_source", "path_config_source"] as const;
  mapAt(manager, ...source).set("path", `${folder}/ecds/cell.yaml`);
  mapAt(manager, ...source, "watched_directory").set("path", `${folder}/ecds`);
}

function fillSidecar(document: Document, self: Workload, set: PolicySet, settings: ProxySettings): void {
  const inbound = mapAt(
    document,
    ...LISTENERS,
    "inbound",
    "filter_chains",
    0,
    "transport_socket",
    "typed_config",
  );
  fillTls(inbound, self, set, settings, "anyone");
  const outbound = mapAt(document, ...LISTENERS, "outbound");
  setPort(outbound, settings.outboundPort);
  const manager = mapAt(outbound, "filter_chains", 0, ...MANAGER);
  fillNormalization(manager, set);
  fillOutbound(manager, self, set, settings);
  setPort(endpointOf(mapAt(document, "static_resources", "clusters", "workload")), settings.workloadPort);
}

/** Routes and clusters to the other workloads; the template's own are the pattern. */
function fillUpstreams(document: Document, self: Workload, set: PolicySet, settings: ProxySettings): void {
  const others = routedWorkloads(set.workloads).filter(({ id }) => id !== self.id);
  const manager = mapAt(document, ...LISTENERS, DEPARTURE[self.tier], "filter_chains", 0, ...MANAGER);
  replaceItems(
    listAt(manager, "route_config", "virtual_hosts"),
    virtualHosts(others).map((host) => document.createNode(host) as YAMLMap),
  );
  const clusters = listAt(document, "static_resources", "clusters");
  const pattern = clusters.items.pop() as YAMLMap;
  for (const { id } of others) {
    const endpoint = settings.endpoints?.get(id) ?? { address: defaultAddress(id), port: DEFAULT_PORT };
    const cluster = upstreamCluster(pattern, id, endpoint);
    fillTls(mapAt(cluster, "transport_socket", "typed_config"), self, set, settings, { id });
    clusters.add(cluster);
  }
  if (settings.sds !== undefined) clusters.add(document.createNode(sdsCluster(settings.sds)));
}

function upstreamCluster(pattern: YAMLMap, id: string, endpoint: Endpoint): YAMLMap {
  const cluster = pattern.clone() as YAMLMap;
  cluster.set("name", clusterName(id));
  mapAt(cluster, "load_assignment").set("cluster_name", clusterName(id));
  setEndpoint(endpointOf(cluster), endpoint);
  return cluster;
}

/** The first comment of a list belongs to its first element: it stays there. */
function replaceItems(list: YAMLSeq, items: YAMLMap[]): void {
  const comment = (list.items[0] as YAMLMap | undefined)?.commentBefore;
  list.items = items;
  if (items[0] && comment) items[0].commentBefore = comment;
  if (items.length === 0) list.flow = true;
}

function fillNormalization(manager: YAMLMap, set: PolicySet): void {
  for (const [field, value] of Object.entries(managerNormalization(set.pathNormalization)))
    manager.set(field, value);
}

function fillTls(
  context: YAMLMap,
  { id }: Workload,
  set: PolicySet,
  { folder, sds }: ProxySettings,
  peer: TlsPeer,
): void {
  const identity = { ...set, id };
  if (sds === undefined) fillFiles(context, folder, identity, peer);
  else fillSds(context, identity, peer);
}

function endpointOf(cluster: YAMLMap): YAMLMap {
  return mapAt(cluster, "load_assignment", "endpoints", 0, "lb_endpoints", 0, "endpoint");
}

/** `owner` is what has an `address`: a listener, the admin interface, an endpoint. */
function setEndpoint(owner: YAMLMap, { address, port }: Endpoint): void {
  mapAt(owner, "address", "socket_address").set("address", address);
  setPort(owner, port);
}

function setPort(owner: YAMLMap, port: number | undefined): void {
  if (port !== undefined) mapAt(owner, "address", "socket_address").set("port_value", port);
}
