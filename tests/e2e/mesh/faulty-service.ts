/** A server of the rate limit service's protocol that does as it is told: gRPC on node:http2. */
import { once } from "node:events";
import { createServer, type Http2Server, type ServerHttp2Session, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** OK, of a limit of 1,000 a second with 900 left, for 1 s. */
const GRANT = Buffer.from("0801121008011205" + "08e8071001" + "188407" + "22020801", "hex");

/** What it answers: bytes of a message, or a status of gRPC. */
export type Answer = { readonly message: Uint8Array } | { readonly status: number };

export const GRANTED: Answer = { message: GRANT };

export class FaultyService {
  calls = 0;
  answer: Answer = GRANTED;
  delayMs = 0;
  private readonly sessions = new Set<ServerHttp2Session>();

  private constructor(private readonly server: Http2Server) {}

  static async start(): Promise<FaultyService> {
    const server = createServer();
    const service = new FaultyService(server);
    server.on("session", (session) => {
      service.sessions.add(session);
      session.on("error", () => {});
      session.on("close", () => service.sessions.delete(session));
    });
    server.on("stream", (stream) => service.serve(stream));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return service;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const session of this.sessions) session.destroy();
    this.server.close();
    await once(this.server, "close");
  }

  private async serve(stream: ServerHttp2Stream): Promise<void> {
    stream.on("error", () => {});
    stream.resume();
    this.calls++;
    const { answer, delayMs } = this;
    if (delayMs > 0) await sleep(delayMs, undefined, { ref: false });
    if (stream.destroyed) return;
    const head = { ":status": 200, "content-type": "application/grpc" };
    if ("status" in answer) {
      stream.respond({ ...head, "grpc-status": `${answer.status}` }, { endStream: true });
      return;
    }
    stream.respond(head, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
    stream.end(framed(answer.message));
  }
}

/** The prefix of a message in gRPC: not compressed, its length. */
function framed(message: Uint8Array): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}
