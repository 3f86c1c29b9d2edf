import { connect, type OutgoingHttpHeaders } from "node:http2";

const ANSWER_MS = 5000;

/** Sends one HTTP/2 request on a connection of its own and gives the status of the answer; 0: reset without one. */
export async function http2Request(port: number, headers: OutgoingHttpHeaders): Promise<number> {
  const session = connect(`http://127.0.0.1:${port}`);
  try {
    return await new Promise((resolve, reject) => {
      session.on("error", () => resolve(0)); // Envoy ends the connection, too, when a request breaks the protocol
      const stream = session.request(headers);
      stream.setTimeout(ANSWER_MS, () => reject(new Error("no answer in 5 s")));
      stream.on("error", () => resolve(0));
      stream.on("response", ({ ":status": status }) => stream.on("end", () => resolve(Number(status))));
      stream.on("close", () => resolve(0));
      stream.resume();
    });
  } finally {
    session.destroy();
  }
}
