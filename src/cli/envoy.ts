import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { buildImage } from "../compile/image.js";
import {
  type CellModule,
  type Endpoint,
  envoyBootstrap,
  extensionConfig,
  filterConfig,
  hasFetchedKeys,
  type ProxySettings,
  toText,
} from "../emit/index.js";
import { policyDigest } from "../ir/digest.js";
import type { PolicySet } from "../ir/model.js";
import { fileTrouble, readBytes, write } from "./files.js";
import { loadPolicies } from "./load.js";
import { cellModule, keysModule, outboundModule } from "./package-root.js";
import { setOrReport } from "./report.js";
import { TARGET_OPTION, targetOf } from "./target.js";

const FORMATS = ["bootstrap", "ecds", "filter"] as const;
type Format = (typeof FORMATS)[number];

const DEFAULT_FOLDER = "/etc/cellwall";

interface Options {
  readonly target: string;
  readonly format: Format;
  readonly output?: string;
  readonly folder?: string;
  readonly module?: string;
  readonly keysModule?: string;
  readonly trustedCa?: string;
  readonly sds?: string;
  readonly outboundModule?: string;
  readonly outboundMode?: "enforce" | "shadow";
  readonly listen?: Endpoint;
  readonly adminPort?: number;
  readonly outboundPort?: number;
  readonly workloadPort?: number;
  readonly endpoint?: ReadonlyMap<string, Endpoint>;
  readonly rateLimitService?: Endpoint;
}

const HELP = `
Formats:
  bootstrap  a whole configuration, for envoy -c; loads the cell from ecds/cell.yaml in the proxy's folder
  ecds       the cell as a file that Envoy watches; rename a new one over it to change the policy
  filter     the cell as an element of http_filters, for a configuration of your own

The proxy's folder gets the access log. Without --sds it also holds tls/certificate.pem, tls/key.pem and
tls/bundle.pem, and tls/NAME.pem with the bundle of each federated trust domain.

Examples:
  cellwall envoy policy.yaml --target spiffe://shop.example/ns/edge/sa/gateway -o gateway/
  cellwall envoy policy.yaml --target spiffe://shop.example/ns/shop/sa/orders --sds unix:/run/spire/sockets/agent.sock
  cellwall envoy policy.yaml --target spiffe://shop.example/ns/shop/sa/orders --format ecds > cell.yaml`;

/** `cellwall envoy`: the configuration of a workload's Envoy. */
export function addEnvoy(program: Command): void {
  program
    .command("envoy")
    .description("print the Envoy configuration of one workload, or write it to a folder")
    .argument("<files...>", "policy files, or folders of them")
    .requiredOption(...TARGET_OPTION)
    .addOption(new Option("--format <format>", "what to print").choices(FORMATS).default("bootstrap"))
    .option("-o, --output <folder>", "write envoy.yaml and ecds/cell.yaml there instead of printing")
    .option(
      "--folder <path>",
      `the proxy's folder, as Envoy sees it (default: --output, else ${DEFAULT_FOLDER})`,
    )
    .option("--module <path>", "cell.wasm, as Envoy sees it; is read here too (default: the package's)")
    .option("--keys-module <path>", "keys.wasm, likewise; for issuers that publish their keys")
    .option("--trusted-ca <path>", "certificates by which those issuers are trusted, as Envoy sees them")
    .option(
      "--sds <unix:path>",
      "socket that serves certificates, such as SPIRE's agent (default: files)",
      parseSocket,
    )
    .option(
      "--outbound-module <path>",
      "outbound.wasm, likewise; for sidecars of a mesh with transaction tokens",
    )
    .addOption(
      new Option(
        "--outbound-mode <mode>",
        "whether calls with a token that is not the one received are refused, or only recorded",
      )
        .choices(["enforce", "shadow"])
        .default("enforce"),
    )
    .option("--listen <host:port>", "where requests arrive", parseEndpoint)
    .option("--admin-port <port>", "of the admin interface, on 127.0.0.1", parsePort)
    .option("--outbound-port <port>", "for the workload's own calls, on 127.0.0.1 (sidecar)", parsePort)
    .option("--workload-port <port>", "where the workload listens, on 127.0.0.1 (sidecar)", parsePort)
    .option(
      "--endpoint <id=host:port>",
      "where another workload's sidecar listens; may be repeated",
      addEndpoint,
    )
    .option(
      "--rate-limit-service <host:port>",
      "where the mesh's rate limit service listens (default: its cluster's name, port 8081)",
      parseEndpoint,
    )
    .addHelpText("after", HELP)
    .action(envoy);
}

function envoy(files: string[], options: Options): void {
  const set = setOrReport(loadPolicies(files));
  if (set === undefined) return;
  targetOf(set, options.target);
  if (options.output === undefined) process.stdout.write(textOf(options.format, set, options));
  else writeFolder(options.output, set, options);
}

function writeFolder(output: string, set: PolicySet, options: Options): void {
  const ecds = join(output, "ecds");
  try {
    mkdirSync(ecds, { recursive: true });
  } catch (error) {
    throw fileTrouble("write", ecds, error);
  }
  const files = [
    [join(output, "envoy.yaml"), textOf("bootstrap", set, options)],
    [join(ecds, "cell.yaml"), textOf("ecds", set, options)],
  ] as const;
  for (const [path, text] of files) {
    write(path, text);
    process.stderr.write(`${path}\n`);
  }
}

function textOf(format: Format, set: PolicySet, options: Options): string {
  if (format === "bootstrap") return toText(envoyBootstrap(set, options.target, settingsOf(set, options)));
  const image = buildImage(set, options.target);
  const module = readModule(options.module ?? cellModule());
  return toText(
    format === "ecds" ? extensionConfig(policyDigest(set), image, module) : filterConfig(image, module),
  );
}

function readModule(file: string): CellModule {
  const path = resolve(file);
  return { path, bytes: readBytes(path) };
}

function settingsOf(set: PolicySet, options: Options): ProxySettings {
  const { output, sds, listen, adminPort, outboundPort, workloadPort, endpoint, trustedCa } = options;
  return {
    folder: options.folder ?? (output === undefined ? DEFAULT_FOLDER : resolve(output)),
    ...(sds !== undefined && { sds }),
    ...(listen && { listen }),
    ...(options.rateLimitService && { rateLimitService: options.rateLimitService }),
    ...(adminPort !== undefined && { adminPort }),
    ...(outboundPort !== undefined && { outboundPort }),
    ...(workloadPort !== undefined && { workloadPort }),
    ...(endpoint && { endpoints: endpoint }),
    ...(trustedCa && { trustedCa }),
    ...(hasFetchedKeys(set) && { keysModule: readModule(options.keysModule ?? keysModule()) }),
    ...(set.transactionTokens && {
      outboundModule: readModule(options.outboundModule ?? outboundModule()),
      ...(options.outboundMode && { outboundMode: options.outboundMode }),
    }),
  };
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError("give a port from 0 to 65535");
  return port;
}

function parseSocket(text: string): string {
  const path = text.replace(/^unix:(\/\/(?=\/))?/, "");
  if (path === text || !path.startsWith("/")) throw new InvalidArgumentError("give unix:/PATH");
  return path;
}

function parseEndpoint(text: string): Endpoint {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(text) ?? [];
  const address = bracketed ?? plain;
  if (address === undefined || port === undefined) {
    throw new InvalidArgumentError("give HOST:PORT or [IPV6]:PORT");
  }
  return { address, port: parsePort(port) };
}

function addEndpoint(text: string, before: ReadonlyMap<string, Endpoint> = new Map()): Map<string, Endpoint> {
  const equals = text.lastIndexOf("=");
  if (equals < 0) throw new InvalidArgumentError("give SPIFFE-ID=HOST:PORT");
  return new Map([...before, [text.slice(0, equals), parseEndpoint(text.slice(equals + 1))]]);
}
