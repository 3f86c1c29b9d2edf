/**
 * The demo's mesh, on 127.0.0.1 and free ports:
 *
 *     client ──> gateway ──mTLS──┐
 *                                ├──> orders' sidecar ──> service
 *     reports ──> its sidecar ───┘
 *                        mTLS
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Document } from "yaml";
import { buildImage } from "../../src/compile/image.js";
import { type Endpoint, envoyBootstrap, type ProxySettings } from "../../src/emit/index.js";
import { policyDigest } from "../../src/ir/digest.js";
import type { PolicySet } from "../../src/ir/model.js";
import { deliver } from "./cell.js";
import { type Authority, createAuthority } from "./certificates.js";
import { GATEWAY, ORDERS, REPORTS } from "./mesh.js";
import { type EnvoyProcess, startEnvoy } from "./process.js";
import { type AccessRecord, readAccessLog } from "./records.js";
import { type SecretSource, startSecretSource } from "./sds.js";
import { type Service, startService } from "./service.js";

/** How often every certificate is issued anew. */
const ROTATION_MS = 60_000;

const ANY_PORT: Endpoint = { address: "127.0.0.1", port: 0 };

export interface TopologyOptions {
  /** Authorities of the federated trust domains. */
  readonly federated?: readonly Authority[];
  /** Workers of each Envoy; 1 when absent. */
  readonly concurrency?: number;
  /** Changes a proxy's configuration before it starts. */
  readonly adjust?: (bootstrap: Document) => void;
  /** Told each step as it begins. */
  readonly progress?: (step: string) => void;
}

/** One proxy of the mesh. */
export interface MeshProxy {
  readonly id: string;
  readonly envoy: EnvoyProcess;
  /** Puts another image in force. */
  deliver(version: string, image: Uint8Array): void;
  /** Its access log so far. */
  records(): AccessRecord[];
}

export interface Topology {
  readonly gateway: MeshProxy;
  readonly orders: MeshProxy;
  readonly reports: MeshProxy;
  readonly service: Service;
  /** Who issues the proxies' certificates, and who hands them out. */
  readonly authority: Authority;
  readonly secrets: SecretSource;
  /** Port of the edge listener. */
  readonly edgePort: number;
  /** Port of the listener for what `reports` asks of others. */
  readonly outboundPort: number;
  /** Holds the proxies' configuration and logs, until `stop`. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** Starts everything; what did start is stopped again when something does not. */
export async function startTopology(set: PolicySet, options: TopologyOptions = {}): Promise<Topology> {
  const { progress = () => {} } = options;
  const folder = mkdtempSync(join(tmpdir(), "cellwall-demo-"));
  const started: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    await Promise.all(started.splice(0).map((one) => one.stop()));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    progress("certificates");
    const authority = await createAuthority(set.trustDomain);
    const sds = join(folder, "sds.sock");
    const { federated = [] } = options;
    const secrets = await startSecretSource({
      socket: sds,
      home: authority,
      federated,
      rotateEveryMs: ROTATION_MS,
    });
    started.push(secrets);
    const service = await startService();
    started.push(service);
    const start = async (id: string, settings: Omit<ProxySettings, "folder">) => {
      const proxy = await startProxy(set, id, { ...settings, folder: folderOf(folder, id) }, options);
      started.push(proxy.envoy);
      return proxy;
    };
    progress("sidecar of orders");
    const common = { sds, adminPort: 0, listen: ANY_PORT, outboundPort: 0, workloadPort: service.port };
    const orders = await start(ORDERS, common);
    const endpoints = new Map([[ORDERS, { address: "127.0.0.1", port: portOf(orders, "inbound") }]]);
    progress("gateway, and sidecar of reports");
    const [gateway, reports] = await Promise.all(
      [GATEWAY, REPORTS].map((id) => start(id, { ...common, endpoints })),
    );
    if (gateway === undefined || reports === undefined) throw new Error("a proxy is missing");
    const edgePort = portOf(gateway, "edge");
    return {
      gateway,
      orders,
      reports,
      service,
      authority,
      secrets,
      edgePort,
      outboundPort: portOf(reports, "outbound"),
      folder,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** One proxy: the image into its folder, then Envoy. */
export async function startProxy(
  set: PolicySet,
  id: string,
  settings: ProxySettings,
  { adjust, concurrency = 1 }: TopologyOptions,
): Promise<MeshProxy> {
  const { folder } = settings;
  deliver(folder, policyDigest(set), buildImage(set, id));
  const bootstrap = envoyBootstrap(set, id, settings);
  adjust?.(bootstrap);
  const envoy = await startEnvoy(bootstrap, folder, concurrency);
  return {
    id,
    envoy,
    deliver: (version, image) => deliver(folder, version, image),
    records: () => readAccessLog(join(folder, "access.jsonl")),
  };
}

/** The folder of a workload's proxy. */
export function folderOf(folder: string, id: string): string {
  return join(folder, id.slice(id.lastIndexOf("/") + 1));
}

/** Where one of its listeners listens. */
export function portOf({ id, envoy }: MeshProxy, listener: string): number {
  const port = envoy.ports.get(listener);
  if (port === undefined) throw new Error(`Envoy of \`${id}\` has no listener \`${listener}\``);
  return port;
}
