/** A service that asks another one, well or badly as the path of the request says, and answers what that answered. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";

/** What of a request goes along with the call that it causes. */
const PASSED: Readonly<Record<string, readonly string[]>> = {
  "/forward": ["x-request-id", "traceparent", "txn-token"],
  "/forget": ["x-request-id"],
  "/trace": ["traceparent"],
  "/lose": [],
  "/swap": ["x-request-id", "traceparent"],
};

export interface ServiceA {
  readonly port: number;
  /** The port through which it calls others, once that is known. */
  outboundPort: number;
  /** The token that `/swap` sends in place of the one received. */
  stolen: string;
  stop(): Promise<void>;
}

/** Starts it; it asks `host`. */
export async function startServiceA(host: string): Promise<ServiceA> {
  const server = createServer(async (received, response) => {
    const [answer, body] = await ask(service.outboundPort, onward(received, host, service.stolen));
    response.writeHead(answer.statusCode ?? 502, { "content-type": "text/plain" });
    response.end(body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const service: ServiceA = {
    port: (server.address() as AddressInfo).port,
    outboundPort: 0,
    stolen: "",
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return service;
}

function onward({ url = "", headers }: IncomingMessage, host: string, stolen: string): OutgoingHttpHeaders {
  const names = PASSED[url] ?? [];
  const passed = names.flatMap((name) =>
    headers[name] === undefined ? [] : [[name, headers[name]] as const],
  );
  return { host, ...Object.fromEntries(passed), ...(url === "/swap" && { "txn-token": stolen }) };
}

/** Asks through an outbound listener. */
export async function ask(
  port: number,
  headers: OutgoingHttpHeaders,
  path = "/",
): Promise<[IncomingMessage, string]> {
  const sent = request({ host: "127.0.0.1", port, path, headers, agent: false }).end();
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  let body = "";
  for await (const chunk of answer) body += chunk;
  return [answer, body];
}
