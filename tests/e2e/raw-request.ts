import { connect } from "node:net";

/** The head of an answer. */
export interface Answer {
  /** 0: the connection was closed without one. */
  readonly status: number;
  /** Names in lower case; of several with one name, the last. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends bytes as they are (one character, one byte) and gives the status of the answer; 0: closed without one. */
export async function rawRequest(port: number, text: string): Promise<number> {
  return (await rawAnswer(port, text)).status;
}

/** Sends bytes as they are. */
export function rawAnswer(port: number, text: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text, "latin1"));
    socket.setTimeout(5000, () => socket.destroy(new Error("no answer in 5 s")));
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
      if (isWhole(answer)) socket.destroy();
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(readHead(answer)));
  });
}

function readHead(answer: string): Answer {
  const [first = "", ...lines] = (answer.split("\r\n\r\n")[0] ?? "").split("\r\n");
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0),
    headers: Object.fromEntries(headers),
  };
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
