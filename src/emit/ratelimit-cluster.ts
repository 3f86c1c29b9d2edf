/** The rate limit service of a mesh → its cluster, from envoy/ratelimit.yaml. */
import type { Document } from "yaml";
import type { PolicySet } from "../ir/model.js";
import type { ProxySettings } from "./settings.js";
import { listAt, mapAt, readTemplate } from "./template.js";

const CLUSTERS = ["static_resources", "clusters"] as const;

/** Where envoyproxy/ratelimit listens when nobody says otherwise. */
const DEFAULT_PORT = 8081;

/** Puts the cluster into a bootstrap, if the mesh has a rate limit service. */
export function fillRateLimitService(document: Document, set: PolicySet, settings: ProxySettings): void {
  if (set.rateLimitService === undefined) return;
  const { cluster } = set.rateLimitService;
  const { address, port } = settings.rateLimitService ?? { address: cluster, port: DEFAULT_PORT };
  const template = mapAt(readTemplate("ratelimit"), ...CLUSTERS, 0);
  template.set("name", cluster);
  const assignment = mapAt(template, "load_assignment");
  assignment.set("cluster_name", cluster);
  const endpoint = mapAt(assignment, "endpoints", 0, "lb_endpoints", 0, "endpoint");
  const socket = mapAt(endpoint, "address", "socket_address");
  socket.set("address", address);
  socket.set("port_value", port);
  listAt(document, ...CLUSTERS).add(template);
}
