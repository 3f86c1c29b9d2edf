import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** Who sends the requests: a process of its own. */
export interface Load {
  /** Sends for a while; gives the latency of each request in milliseconds. @throws {Error} an answer is not 200 */
  run(order: Order): Promise<readonly number[]>;
  stop(): void;
}

export interface Order {
  readonly port: number;
  readonly perSecond: number;
  readonly milliseconds: number;
  /** A whole request, as HTTP/1.1 sends it. */
  readonly request: string;
}

interface Answer {
  readonly latencies?: readonly number[];
  readonly error?: string;
}

export function startLoad(): Load {
  const child = fork(fileURLToPath(new URL("open-loop.mjs", import.meta.url)));
  const ended = once(child, "exit").then(() => {
    throw new Error("the load generator ended");
  });
  ended.catch(() => {}); // heard by who waits for an answer
  return {
    run: async (order) => {
      child.send(order);
      const [{ latencies, error }] = (await Promise.race([once(child, "message"), ended])) as [Answer];
      if (latencies === undefined) throw new Error(error);
      return latencies;
    },
    stop: () => child.disconnect(),
  };
}
