/**
 * A mesh of three hops on real Envoys:
 *
 *     client ──> gateway ──> A's sidecar ──> A ──> A's sidecar ──> B's sidecar ──> B
 *                                              other's sidecar ──┘
 *
 * `other` may send whatever it likes: its outbound filter only records.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createAuthority } from "../../../examples/demo/certificates.js";
import { type AccessRecord, readAccessLog } from "../../../examples/demo/records.js";
import { startSecretSource } from "../../../examples/demo/sds.js";
import { type Service, startService } from "../../../examples/demo/service.js";
import { folderOf, type MeshProxy, portOf, startProxy } from "../../../examples/demo/topology.js";
import type { ProxySettings } from "../../../src/emit/index.js";
import type { PolicySet } from "../../../src/ir/model.js";
import { A, B, GATEWAY, OTHER } from "../../transaction/mesh.js";
import { type ServiceA, startServiceA } from "./service-a.js";

const OUTBOUND = fileURLToPath(new URL("../../../build/outbound.wasm", import.meta.url));
const HERE = "127.0.0.1";

const ROTATION_MS = 60_000;

export interface Hops {
  readonly edgePort: number;
  readonly otherPort: number;
  readonly proxies: Readonly<Record<"gateway" | "a" | "b" | "other", MeshProxy>>;
  readonly a: ServiceA;
  readonly b: Service;
  /** What A's outbound listener logged so far. */
  calls(): AccessRecord[];
  stop(): Promise<void>;
}

/** Starts everything; what did start is stopped again when something does not. */
export async function startHops(set: PolicySet): Promise<Hops> {
  const folder = mkdtempSync(join(tmpdir(), "cellwall-hops-"));
  const started: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    await Promise.all(started.splice(0).map((one) => one.stop()));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const authority = await createAuthority(set.trustDomain);
    const sds = join(folder, "sds.sock");
    started.push(
      await startSecretSource({ socket: sds, home: authority, federated: [], rotateEveryMs: ROTATION_MS }),
    );
    const outboundModule = { path: OUTBOUND, bytes: readFileSync(OUTBOUND) };
    const start = async (id: string, settings: Omit<ProxySettings, "folder">) => {
      const common = {
        sds,
        adminPort: 0,
        outboundPort: 0,
        listen: { address: HERE, port: 0 },
        outboundModule,
      };
      const where = { ...common, ...settings, folder: folderOf(folder, id) };
      const proxy = await startProxy(set, id, where, { concurrency: 2 });
      started.push(proxy.envoy);
      return proxy;
    };
    const b = await startService();
    started.push(b);
    const a = await startServiceA("b.shop.example");
    started.push(a);
    const atB = await start(B, { workloadPort: b.port });
    const toB = new Map([[B, { address: HERE, port: portOf(atB, "inbound") }]]);
    const atA = await start(A, { workloadPort: a.port, endpoints: toB });
    a.outboundPort = portOf(atA, "outbound");
    const other = await start(OTHER, { workloadPort: b.port, endpoints: toB, outboundMode: "shadow" });
    const toA = new Map([[A, { address: HERE, port: portOf(atA, "inbound") }]]);
    const gateway = await start(GATEWAY, { endpoints: toA });
    return {
      edgePort: portOf(gateway, "edge"),
      otherPort: portOf(other, "outbound"),
      proxies: { gateway, a: atA, b: atB, other },
      a,
      b,
      calls: () => readAccessLog(join(folderOf(folder, A), "outbound.jsonl")),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
