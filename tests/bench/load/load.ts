import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { CORES, pinned } from "../envoy/cores.js";

/** Enough to keep Envoy's worker busy without a pause. */
export const CONNECTIONS = 16;

/** Who sends the requests: a process on a core of its own. */
export interface Load {
  /** Sets what a listener is asked from now on, one request after the other. */
  prepare(port: number, requests: readonly string[], numbers?: Numbers): Promise<void>;
  /** Keeps a listener busy and gives how many requests it answered with 200; none is open before or after. */
  run(port: number, milliseconds: number): Promise<number>;
  stop(): void;
}

/** Each request has another number, below `count`, in place of the digits `first`. */
export interface Numbers {
  readonly first: string;
  readonly count: number;
}

interface Answer {
  readonly completed?: number;
  readonly error?: string;
}

export function startLoad(): Load {
  const client = fileURLToPath(new URL("client.mjs", import.meta.url));
  const [execPath, ...execArgv] = pinned(CORES.load, [process.execPath]);
  const child = fork(client, [String(CONNECTIONS)], { execPath, execArgv });
  return {
    prepare: async (port, requests, numbers) => {
      await askChild(child, { port, requests, numbers });
    },
    run: (port, milliseconds) => askChild(child, { port, milliseconds }),
    stop: () => child.disconnect(),
  };
}

function askChild(child: ChildProcess, message: object): Promise<number> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error("the load generator ended"));
    child.once("exit", onExit);
    child.once("message", ({ completed, error }: Answer) => {
      child.off("exit", onExit);
      if (completed === undefined) reject(new Error(error));
      else resolve(completed);
    });
    child.send(message);
  });
}
