/** Many requests over few connections, each with the answer's status and its request id. */
import { once } from "node:events";
import { Agent, type IncomingMessage, type RequestOptions, request as requestPlain } from "node:http";
import { request as requestTls, Agent as TlsAgent } from "node:https";
import type { Svid } from "../../../examples/demo/certificates.js";
import type { Sent } from "./corpus.js";

const CONNECTIONS = 16;

export interface Answer {
  readonly status: number;
  /** As Envoy records the request. */
  readonly requestId: string;
}

/** Sends requests, a few at a time; the answers are in their order. */
export interface Client {
  sendAll(requests: readonly Sent[]): Promise<Answer[]>;
  close(): void;
}

/** A caller of the gateway's edge listener, from the address that each request says. */
export function plainClient(port: number): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const send = async (one: Sent) => {
    const options = { ...toOptions(one, port), agent, localAddress: one.sourceIp };
    const { status, headers } = await answered(requestPlain(options));
    return { status, requestId: String(headers["x-request-id"] ?? "") };
  };
  return { sendAll: (requests) => inTurn(requests, send), close: () => agent.destroy() };
}

/** A caller with a certificate. It names its requests itself. */
export function meshClient(port: number, { certificate, key }: Svid, name: string): Client {
  // What is tested is whom the sidecar trusts; its own certificate has no host name that Node could verify.
  const agent = new TlsAgent({
    keepAlive: true,
    maxSockets: CONNECTIONS,
    rejectUnauthorized: false,
    cert: certificate,
    key,
  });
  const send = async (one: Sent, index: number) => {
    const requestId = `${name}-${index}`;
    const options = toOptions({ ...one, headers: [...one.headers, ["x-request-id", requestId]] }, port);
    return { status: (await answered(requestTls({ ...options, agent }))).status, requestId };
  };
  return { sendAll: (requests) => inTurn(requests, send), close: () => agent.destroy() };
}

function toOptions({ method, path, host, headers }: Sent, port: number): RequestOptions {
  return { host: "127.0.0.1", port, method, path, headers: ["host", host, ...headers.flat()] };
}

async function answered(sent: ReturnType<typeof requestPlain>) {
  sent.end();
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  answer.resume();
  await once(answer, "end");
  return { status: answer.statusCode ?? 0, headers: answer.headers };
}

/** As many at a time as there are connections. */
async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = new Array(items.length);
  const queue = items.entries();
  const lane = async () => {
    for (const [index, item] of queue) results[index] = await work(item, index);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, lane));
  return results;
}
