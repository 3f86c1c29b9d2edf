import { connect } from "node:net";

/** Sends bytes as they are (one character, one byte) and gives the status of the answer; 0: closed without one. */
export function rawRequest(port: number, text: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text, "latin1"));
    socket.setTimeout(5000, () => socket.destroy(new Error("no answer in 5 s")));
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)));
  });
}

/** A GET of a path, with the headers given and `connection: close`. */
export function rawGet(
  port: number,
  path: string,
  headers: readonly string[] = ["host: a.example"],
): Promise<number> {
  return rawRequest(port, [`GET ${path} HTTP/1.1`, ...headers, "connection: close", "", ""].join("\r\n"));
}
