import { Agent, get, type OutgoingHttpHeaders, type RequestOptions } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** What became of requests. */
export interface Flood {
  readonly requests: number;
  /** How many answers had a status; 0: there was none. */
  readonly statuses: ReadonlyMap<number, number>;
  /** The longest that one took, ms. */
  readonly slowestMs: number;
}

/** What a flood is made of. */
export interface FloodOptions {
  /** To each port, 8 when absent. */
  readonly connections?: number;
  readonly path?: string;
  readonly headers?: OutgoingHttpHeaders;
  /** The pause after a request without an answer, for ports where nobody may listen; when absent, it rejects. */
  readonly retryMs?: number;
}

/** As many requests as come through on some connections to each port, for `ms`. */
export async function flood(
  ports: readonly number[],
  ms: number,
  { connections = 8, path = "/", headers = {}, retryMs }: FloodOptions = {},
): Promise<Flood> {
  const agent = new Agent({ keepAlive: true });
  const statuses = new Map<number, number>();
  const end = performance.now() + ms;
  let requests = 0;
  let slowestMs = 0;
  const caller = async (port: number) => {
    while (performance.now() < end) {
      const start = performance.now();
      const status = await statusOf(port, { agent, path, headers }).catch((error) => {
        if (retryMs === undefined) throw error;
        return sleep(retryMs, 0);
      });
      slowestMs = Math.max(slowestMs, performance.now() - start);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      requests++;
    }
  };
  const callers = ports.flatMap((port) => Array.from({ length: connections }, () => caller(port)));
  await Promise.all(callers);
  agent.destroy();
  return { requests, statuses, slowestMs };
}

/** The status of the answer to one request. */
export function statusOf(port: number, { agent, path = "/", headers = {} }: RequestOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get({ port, agent, path, headers }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? 0));
      response.on("error", reject);
    });
    request.on("error", reject);
  });
}
