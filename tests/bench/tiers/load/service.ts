import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface Service {
  readonly port: number;
  stop(): void;
}

/** Starts the service on a free port of 127.0.0.1, in a process of its own. */
export async function startService(): Promise<Service> {
  const child = fork(fileURLToPath(new URL("service.mjs", import.meta.url)));
  const [port] = (await once(child, "message")) as [number];
  return { port, stop: () => child.disconnect() };
}
