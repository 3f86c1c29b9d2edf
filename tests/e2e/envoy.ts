import { once } from "node:events";
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findEnvoy } from "../../scripts/envoy.mjs";
import { extensionConfig } from "../../src/emit/extension-config.js";
import { freePort, launchEnvoy, optionsFor } from "./process.js";

const MODULE = new URL("../../build/cell.wasm", import.meta.url).pathname;
const TYPE = "type.googleapis.com/envoy";

/** Of the service: more than Envoy lets through, so that it reads all that reaches it. */
const MAX_HEADER_BYTES = 128 * 1024;

/** A request as the service got it. */
export interface Received {
  readonly target: string;
  /** All values of each header; names in lower case. */
  readonly headers: Readonly<NodeJS.Dict<string[]>>;
}

/** One Envoy with the cell before a service that keeps what reaches it. */
export interface Running {
  readonly port: number;
  /** Requests that reached the service. */
  readonly reached: readonly Received[];
  /** Access log lines so far. */
  records(): Record<string, unknown>[];
  /** Delivers an image by ECDS, as a control plane does: a new file, moved over the old one. */
  deliver(image: Uint8Array): Promise<void>;
  stat(name: string): Promise<number>;
  /** Kills Envoy and starts it again, on the same port with the same configuration. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** What an Envoy has beside the listener, the cell and the service; `concurrency`: workers, 2 when absent. */
export interface Extras {
  readonly extensions?: readonly object[];
  readonly clusters?: readonly object[];
  readonly concurrency?: number;
}

/** `normalize`: whether Envoy's connection manager normalizes paths too, or the cell alone. */
export async function startEnvoy(
  image: Uint8Array | undefined,
  normalize = true,
  extras: Extras = {},
): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), "cellwall-e2e-"));
  const reached: Received[] = [];
  const service = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    reached.push({ target: request.url ?? "", headers: request.headersDistinct });
    response.end(`${request.method} ${request.url}\n`);
  }).listen(0, "127.0.0.1");
  await once(service, "listening");
  const upstream = (service.address() as AddressInfo).port;
  const [port, admin] = [await freePort(), await freePort()];
  const ecds = join(folder, "ecds.yaml");
  let version = 0;
  const deliver = async (bytes: Uint8Array) => {
    writeFileSync(
      `${ecds}.new`,
      String(await extensionConfig(`${++version}`, bytes, { path: MODULE, bytes: readFileSync(MODULE) })),
    );
    renameSync(`${ecds}.new`, ecds);
  };
  if (image === undefined) writeFileSync(ecds, JSON.stringify({ version_info: "0", resources: [] }));
  else await deliver(image);
  const config = join(folder, "envoy.json");
  writeFileSync(config, JSON.stringify(bootstrap({ port, admin, upstream, folder, normalize, extras })));
  const close = () => {
    service.closeAllConnections();
    service.close();
    rmSync(folder, { recursive: true });
  };
  const launch = () =>
    launchEnvoy(findEnvoy(), ["-c", config, ...optionsFor(extras.concurrency ?? 2)], admin);
  let envoy = await launch().catch((error) => {
    close();
    throw error;
  });
  return {
    port,
    reached,
    records: () => lines(join(folder, "access.log")),
    deliver,
    stat: (name) => envoy.stat(name),
    restart: async () => {
      await envoy.stop();
      envoy = await launch();
    },
    stop: async () => {
      await envoy.stop();
      close();
    },
  };
}

function lines(file: string): Record<string, unknown>[] {
  const text = readFileSync(file, "utf8").trim();
  return text === "" ? [] : text.split("\n").map((line) => JSON.parse(line));
}

interface Places {
  readonly port: number;
  readonly admin: number;
  readonly upstream: number;
  readonly folder: string;
  readonly normalize: boolean;
  readonly extras: Extras;
}

function bootstrap({ port, admin, upstream, folder, normalize, extras }: Places): object {
  return {
    node: { id: "test", cluster: "test" },
    admin: { address: socket(admin) },
    bootstrap_extensions: extras.extensions ?? [],
    static_resources: {
      listeners: [
        {
          name: "in",
          address: socket(port),
          filter_chains: [
            {
              filters: [
                {
                  name: "envoy.filters.network.http_connection_manager",
                  typed_config: connectionManager(folder, normalize),
                },
              ],
            },
          ],
        },
      ],
      clusters: [
        {
          name: "service",
          connect_timeout: "2s",
          load_assignment: {
            cluster_name: "service",
            endpoints: [{ lb_endpoints: [{ endpoint: { address: socket(upstream) } }] }],
          },
        },
        ...(extras.clusters ?? []),
      ],
    },
  };
}

function socket(port: number): object {
  return { socket_address: { address: "127.0.0.1", port_value: port } };
}

function connectionManager(folder: string, normalize: boolean): object {
  const format = {
    status: "%RESPONSE_CODE%",
    details: "%RESPONSE_CODE_DETAILS%",
    id: "%REQ(X-CASE)%",
    cellwall: "%FILTER_STATE(wasm.cellwall:PLAIN)%",
  };
  const file = { path: join(folder, "access.log"), log_format: { json_format: format } };
  const log = { "@type": `${TYPE}.extensions.access_loggers.file.v3.FileAccessLog`, ...file };
  const route = { match: { prefix: "/" }, route: { cluster: "service" } };
  return {
    "@type": `${TYPE}.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager`,
    stat_prefix: "in",
    access_log: [{ name: "file", typed_config: log }],
    normalize_path: normalize,
    merge_slashes: normalize,
    common_http_protocol_options: { headers_with_underscores_action: "REJECT_REQUEST" },
    route_config: { virtual_hosts: [{ name: "all", domains: ["*"], routes: [route] }] },
    http_filters: [
      cellByDiscovery(folder),
      { name: "router", typed_config: { "@type": `${TYPE}.extensions.filters.http.router.v3.Router` } },
    ],
  };
}

/** Until the first image is there, a filter that refuses everything. */
function cellByDiscovery(folder: string): object {
  const rbac = `${TYPE}.extensions.filters.http.rbac.v3.RBAC`;
  return {
    name: "cell",
    config_discovery: {
      config_source: { path_config_source: { path: join(folder, "ecds.yaml") } },
      type_urls: [`${TYPE}.extensions.filters.http.wasm.v3.Wasm`, rbac],
      default_config: { "@type": rbac, rules: { action: "ALLOW" } },
      apply_default_config_without_warming: true,
    },
  };
}
