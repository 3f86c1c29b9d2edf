/** One Envoy that judges by native RBAC and by the cell: two listeners for each policy set. */
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type ClientHttp2Session, connect } from "node:http2";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Document } from "yaml";
import { startEnvoy } from "../../../examples/demo/process.js";
import { buildImage } from "../../../src/compile/image.js";
import { filterConfig } from "../../../src/emit/index.js";
import { managerNormalization } from "../../../src/emit/normalization.js";
import type { PolicySet } from "../../../src/ir/model.js";
import type { Request } from "../../../src/ir/request.js";
import { type HttpFilter, httpFilter } from "../../bench/variants/variant.js";
import { TARGET } from "../../cell/path-policy.js";
import { rbacFilters } from "./translate.js";

const MODULE = fileURLToPath(new URL("../../../build/cell.wasm", import.meta.url));
const MANAGER =
  "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager";

/** Response statuses of the two listeners of a set. */
export interface Judgement {
  readonly rbac: number;
  readonly cell: number;
}

export interface Judges {
  judge(set: PolicySet, request: Request): Promise<Judgement>;
  stop(): Promise<void>;
}

/** @throws {Error} with the end of Envoy's log when it does not come up */
export async function startJudges(sets: readonly PolicySet[]): Promise<Judges> {
  const folder = mkdtempSync(join(tmpdir(), "cellwall-rbac-"));
  const module = { path: MODULE, bytes: readFileSync(MODULE) };
  const listeners = sets.flatMap((set, index) => {
    const cell = filterConfig(buildImage(set, TARGET), module).toJS() as HttpFilter[];
    return [listener(`rbac-${index}`, set, rbacFilters(set)), listener(`cell-${index}`, set, cell)];
  });
  const admin = { address: anyPort() };
  const envoy = await startEnvoy(new Document({ admin, static_resources: { listeners } }), folder, 1);
  const sessions = new Map<string, ClientHttp2Session>();
  const ask = (name: string, request: Request) => {
    const session = sessions.get(name) ?? connect(`http://127.0.0.1:${envoy.ports.get(name)}`);
    sessions.set(name, session);
    return statusOf(session, request);
  };
  return {
    judge: async (set, request) => {
      const index = sets.indexOf(set);
      const [rbac, cell] = await Promise.all([ask(`rbac-${index}`, request), ask(`cell-${index}`, request)]);
      return { rbac, cell };
    },
    stop: async () => {
      await Promise.all(
        [...sessions.values()].map((session) => new Promise<void>((done) => session.close(done))),
      );
      await envoy.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

function listener(name: string, set: PolicySet, filters: readonly HttpFilter[]): object {
  const manager = {
    "@type": MANAGER,
    stat_prefix: name,
    ...managerNormalization(set.pathNormalization),
    strip_any_host_port: true,
    strip_trailing_host_dot: true,
    // The source is what `x-forwarded-for` says, so that a test can come from anywhere.
    use_remote_address: false,
    route_config: { virtual_hosts: [{ name: "all", domains: ["*"], routes: [answer()] }] },
    http_filters: [...filters, httpFilter("router", "router.v3.Router", {})],
  };
  const filter = { name: "envoy.filters.network.http_connection_manager", typed_config: manager };
  return { name, address: anyPort(), filter_chains: [{ filters: [filter] }] };
}

function answer(): object {
  return { match: { prefix: "/" }, direct_response: { status: 200 } };
}

function anyPort(): object {
  return { socket_address: { address: "127.0.0.1", port_value: 0 } };
}

async function statusOf(session: ClientHttp2Session, request: Request): Promise<number> {
  const { method, path, host, sourceIp, headers } = request;
  const stream = session.request({
    ":method": method,
    ":path": path,
    ":authority": host,
    ":scheme": "http",
    "x-forwarded-for": sourceIp,
    ...Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
  });
  const [fields] = await once(stream, "response");
  stream.resume();
  await once(stream, "end");
  return Number(fields[":status"]);
}
