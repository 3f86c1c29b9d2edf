/** The service behind the sidecars: it answers with what it received. */
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A request that reached the service. */
export interface Received {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
}

export interface Service {
  readonly port: number;
  /** All requests that reached it, in order. */
  readonly received: readonly Received[];
  stop(): Promise<void>;
}

/** Starts it on a free port of 127.0.0.1. */
export async function startService(): Promise<Service> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const { method = "", url: path = "", headers } = request;
    received.push({ method, path, headers });
    request.resume();
    response.setHeader("content-type", "application/json");
    response.end(`${JSON.stringify({ method, path, headers }, undefined, 2)}\n`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    received,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
