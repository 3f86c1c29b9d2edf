/** redis-server and envoyproxy/ratelimit, where they are installed. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const READY_MS = 10_000;

/** How to install what is missing. */
export const INSTALL = [
  "apt-get install redis-server",
  "go install github.com/envoyproxy/ratelimit/src/service_cmd@latest",
] as const;

/** The programs' files. */
export interface Programs {
  readonly redis: string;
  readonly service: string;
}

/** Where the programs are: `REDIS_SERVER` and `RATELIMIT_SERVICE`, else on the PATH or in Go's folder; undefined: not all are there. */
export function findPrograms(): Programs | undefined {
  const redis = process.env.REDIS_SERVER ?? onPath("redis-server");
  const service = process.env.RATELIMIT_SERVICE ?? onPath("service_cmd") ?? inGoFolder("service_cmd");
  return redis === undefined || service === undefined ? undefined : { redis, service };
}

/** A rate limit service and its Redis, each of which can be killed and started again on its port. */
export class LimitServers {
  private redis: ChildProcess | undefined;
  private service: ChildProcess | undefined;

  private constructor(
    private readonly programs: Programs,
    private readonly folder: string,
    private readonly redisPort: number,
    /** Of the service's gRPC. */
    readonly port: number,
    private readonly httpPorts: readonly [number, number],
  ) {}

  /** `config`: the service's configuration, as `cellwall emit ratelimit` makes it. */
  static async start(programs: Programs, config: string): Promise<LimitServers> {
    const folder = mkdtempSync(join(tmpdir(), "cellwall-limits-"));
    mkdirSync(join(folder, "config"));
    writeFileSync(join(folder, "config", "limits.yaml"), config);
    const ports = [await freePort(), await freePort(), await freePort(), await freePort()] as const;
    const servers = new LimitServers(programs, folder, ports[0], ports[1], [ports[2], ports[3]]);
    await servers.startRedis();
    await servers.startService();
    return servers;
  }

  /** Of both processes. */
  get pids(): readonly number[] {
    return [this.redis?.pid ?? 0, this.service?.pid ?? 0];
  }

  async startRedis(): Promise<void> {
    const args = ["--port", `${this.redisPort}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
    this.redis = spawn(this.programs.redis, args, { cwd: this.folder, stdio: "ignore" });
    await isListening(this.redisPort);
  }

  async stopRedis(): Promise<void> {
    await kill(this.redis);
  }

  async stop(): Promise<void> {
    await Promise.all([kill(this.service), kill(this.redis)]);
    rmSync(this.folder, { recursive: true });
  }

  private async startService(): Promise<void> {
    const [http, debug] = this.httpPorts;
    const env = {
      USE_STATSD: "false",
      LOG_LEVEL: "error",
      REDIS_SOCKET_TYPE: "tcp",
      REDIS_URL: `127.0.0.1:${this.redisPort}`,
      RUNTIME_ROOT: this.folder,
      RUNTIME_SUBDIRECTORY: "",
      RUNTIME_WATCH_ROOT: "false",
      ...{ GRPC_HOST: "127.0.0.1", GRPC_PORT: `${this.port}` },
      ...{ HOST: "127.0.0.1", PORT: `${http}` },
      ...{ DEBUG_HOST: "127.0.0.1", DEBUG_PORT: `${debug}` },
    };
    this.service = spawn(this.programs.service, { cwd: this.folder, env, stdio: "ignore" });
    await isListening(this.port);
  }
}

function onPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}

function inGoFolder(name: string): string | undefined {
  const home = process.env.GOPATH ?? goPath();
  const file = home === undefined ? undefined : join(home, "bin", name);
  return file !== undefined && existsSync(file) ? file : undefined;
}

function goPath(): string | undefined {
  try {
    return execFileSync("go", ["env", "GOPATH"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return process.env.HOME === undefined ? undefined : join(process.env.HOME, "go");
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function isListening(port: number): Promise<void> {
  const end = Date.now() + READY_MS;
  while (Date.now() < end) {
    if (await accepts(port)) return;
    await sleep(20);
  }
  throw new Error(`nobody listens on port ${port}`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

async function kill(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}
