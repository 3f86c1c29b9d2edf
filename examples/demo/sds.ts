/**
 * A secret discovery service on a Unix socket, in the place of SPIRE's agent. The agent finds out which process
 * asks, and gives it its own identity only; here whoever can open the socket gets any.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Server, ServerCredentials, type ServerDuplexStream } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import type { Authority } from "./certificates.js";
import { type Secret, secretFor } from "./secrets.js";

const SECRET_TYPE = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret";
const PROTOS = ["envoy/service/secret/v3/sds.proto", ...tlsProtos("secret", "tls_spiffe_validator_config")];

export interface SecretSource {
  /** Issues every certificate anew, and sends it to the proxies that have it. */
  rotate(): Promise<void>;
  stop(): Promise<void>;
}

export interface SecretSourceOptions {
  /** Path of the Unix socket. */
  readonly socket: string;
  readonly home: Authority;
  readonly federated?: readonly Authority[];
  /** How often certificates are issued anew, milliseconds; never when absent. */
  readonly rotateEveryMs?: number;
}

/** Envoy's `DiscoveryRequest` and `DiscoveryResponse`, as far as they are used. */
interface DiscoveryRequest {
  readonly resource_names: readonly string[];
  readonly response_nonce: string;
}
interface DiscoveryResponse {
  readonly version_info: string;
  readonly resources: readonly Secret[];
  readonly type_url: string;
  readonly nonce: string;
}
type Stream = ServerDuplexStream<DiscoveryRequest, DiscoveryResponse>;

/** Starts it. */
export async function startSecretSource(options: SecretSourceOptions): Promise<SecretSource> {
  const { socket, home, federated = [], rotateEveryMs } = options;
  const asked = new Map<Stream, readonly string[]>();
  let version = 0;

  const send = async (stream: Stream, names: readonly string[]) => {
    const secrets = await Promise.all(names.map((name) => secretFor(name, home, federated)));
    const resources = secrets.filter((secret) => secret !== undefined);
    if (!asked.has(stream)) return;
    version++;
    stream.write({
      version_info: `${version}`,
      resources,
      type_url: SECRET_TYPE,
      nonce: `${version}`,
    });
  };
  const rotate = async () => {
    await Promise.all([...asked].map(([stream, names]) => send(stream, names)));
  };
  const serve = (stream: Stream) => {
    stream.on("data", ({ resource_names, response_nonce }: DiscoveryRequest) => {
      asked.set(stream, resource_names);
      if (response_nonce === "") void send(stream, resource_names); // else it answers what was sent
    });
    stream.on("end", () => stream.end());
    for (const event of ["end", "cancelled", "error"]) stream.on(event, () => asked.delete(stream));
  };

  const server = new Server();
  server.addService(secretService(), { StreamSecrets: serve });
  await bind(server, `unix:${socket}`);
  const timer = rotateEveryMs === undefined ? undefined : setInterval(() => void rotate(), rotateEveryMs);
  return {
    rotate,
    async stop() {
      clearInterval(timer);
      server.forceShutdown();
    },
  };
}

function bind(server: Server, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) =>
      error === null ? resolve(port) : reject(error),
    );
  });
}

/** Envoy's own definition, from the package that has its protobuf files. */
function secretService() {
  const deps = join(
    dirname(createRequire(import.meta.url).resolve("@grpc/grpc-js-xds/package.json")),
    "deps",
  );
  const includeDirs = ["envoy-api", "xds", "googleapis", "protoc-gen-validate"].map((name) =>
    join(deps, name),
  );
  const definition = loadSync(PROTOS, { keepCase: true, defaults: true, includeDirs });
  const service = definition["envoy.service.secret.v3.SecretDiscoveryService"];
  if (service === undefined) throw new Error("@grpc/grpc-js-xds has no definition of SDS");
  return service as Parameters<Server["addService"]>[0];
}

function tlsProtos(...names: readonly string[]): string[] {
  return names.map((name) => `envoy/extensions/transport_sockets/tls/v3/${name}.proto`);
}
