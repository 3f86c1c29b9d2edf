import { connect } from "node:net";

/** Sends bytes as they are (one character, one byte) and gives the status of the answer; 0: closed without one. */
export function rawRequest(port: number, text: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text, "latin1"));
    socket.setTimeout(5000, () => socket.destroy(new Error("no answer in 5 s")));
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
      if (isWhole(answer)) socket.destroy();
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)));
  });
}

/** By its content-length; an answer without ends with the connection. Envoy keeps that open for another second. */
function isWhole(answer: string): boolean {
  const [, head = "", body = ""] = /^(.*?\r\n\r\n)(.*)$/s.exec(answer) ?? [];
  const length = /^content-length: (\d+)\r$/im.exec(head)?.[1];
  return length !== undefined && body.length >= Number(length);
}

/** A GET of a path, with the headers given and `connection: close`. */
export function rawGet(
  port: number,
  path: string,
  headers: readonly string[] = ["host: a.example"],
): Promise<number> {
  return rawRequest(port, [`GET ${path} HTTP/1.1`, ...headers, "connection: close", "", ""].join("\r\n"));
}
