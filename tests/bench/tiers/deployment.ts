/**
 * One contender, running, on 127.0.0.1 and free ports:
 *
 *     load ──> gateway ──mTLS──> sidecar ──> service
 *                 └──> rate limit service <──┘
 */
import { join } from "node:path";
import type { Document } from "yaml";
import { GATEWAY, ORDERS } from "../../../examples/demo/mesh.js";
import { LimitServers, type Programs } from "../../../examples/demo/mesh-limits/servers.js";
import { type MeshProxy, portOf, startProxy } from "../../../examples/demo/topology.js";
import type { Endpoint, ProxySettings } from "../../../src/emit/index.js";
import { listAt } from "../../../src/emit/template.js";
import type { Tier } from "../../../src/ir/model.js";
import type { HttpFilter } from "../variants/variant.js";
import type { Contender } from "./contenders.js";

const HERE = "127.0.0.1";
const LISTENERS: Readonly<Record<Tier, string>> = { gateway: "edge", sidecar: "inbound" };

/** Who uses CPU time for the mesh. */
export type Part = Tier | "limits";

export interface Deployment {
  readonly contender: Contender;
  /** Where each tier's proxy listens. */
  readonly ports: Readonly<Record<Tier, number>>;
  /** The processes of each part. */
  readonly pids: Readonly<Record<Part, readonly number[]>>;
  stop(): Promise<void>;
}

/** What all contenders share. */
export interface Surroundings {
  readonly folder: string;
  /** Socket of the secret discovery service. */
  readonly sds: string;
  readonly servicePort: number;
  /** Absent: there is no rate limit service. */
  readonly programs?: Programs;
}

/** Starts a contender in a folder of its own; what did start is stopped again when something does not. */
export async function deploy(contender: Contender, around: Surroundings, index: number): Promise<Deployment> {
  const started: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    await Promise.all(started.splice(0).map((one) => one.stop()));
  };
  try {
    const servers = await startServers(contender, around);
    if (servers) started.push(servers);
    const start = async (tier: Tier, id: string, settings: Partial<ProxySettings>) => {
      const folder = join(around.folder, `${index}-${tier}`);
      const proxy = await startTier(contender, tier, id, { ...common(around, servers), ...settings, folder });
      started.push(proxy.envoy);
      return proxy;
    };
    const sidecar = await start("sidecar", ORDERS, { workloadPort: around.servicePort });
    const inbound = portOf(sidecar, LISTENERS.sidecar);
    const gateway = await start("gateway", GATEWAY, { endpoints: new Map([[ORDERS, endpoint(inbound)]]) });
    return {
      contender,
      ports: { gateway: portOf(gateway, LISTENERS.gateway), sidecar: inbound },
      pids: { gateway: [gateway.envoy.pid], sidecar: [sidecar.envoy.pid], limits: servers?.pids ?? [] },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function startServers(
  { serviceConfig }: Contender,
  { programs }: Surroundings,
): Promise<LimitServers> | undefined {
  return serviceConfig === undefined || programs === undefined
    ? undefined
    : LimitServers.start(programs, serviceConfig);
}

function common({ sds }: Surroundings, servers: LimitServers | undefined): Partial<ProxySettings> {
  const rateLimitService = servers && endpoint(servers.port);
  return {
    sds,
    adminPort: 0,
    outboundPort: 0,
    listen: endpoint(0),
    ...(rateLimitService && { rateLimitService }),
  };
}

function startTier(
  { set, filters }: Contender,
  tier: Tier,
  id: string,
  settings: ProxySettings,
): Promise<MeshProxy> {
  if (filters === undefined) return startProxy(set, id, settings, {});
  return startProxy(set, id, settings, {
    adjust: (bootstrap) => replaceCell(bootstrap, tier, filters(tier)),
  });
}

/** The cell comes first in envoy/gateway.yaml and envoy/sidecar.yaml. */
function replaceCell(bootstrap: Document, tier: Tier, filters: readonly HttpFilter[]): void {
  const manager = ["filter_chains", 0, "filters", 0, "typed_config"] as const;
  const list = listAt(
    bootstrap,
    "static_resources",
    "listeners",
    LISTENERS[tier],
    ...manager,
    "http_filters",
  );
  list.items.splice(0, 1, ...filters.map((filter) => bootstrap.createNode(filter)));
}

function endpoint(port: number): Endpoint {
  return { address: HERE, port };
}
