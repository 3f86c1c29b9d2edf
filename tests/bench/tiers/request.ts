/** The request of the load, and those that are to be refused. */
import { headersFor, PATH, TENANT } from "../scenario/request.js";
import { type BenchAlgorithm, tokensOf } from "../scenario/tokens.js";

/** What the token is signed with. */
export const ALGORITHM: BenchAlgorithm = "RS256";

/** The header that limits count by. */
export const CLIENT = "x-client";

export type Headers = readonly (readonly [name: string, value: string])[];

export interface Caller {
  readonly tenant?: string;
  /** None when empty. */
  readonly token?: string;
  readonly client?: string;
}

/** Headers of a request that is let through, but for what the caller has otherwise. */
export function headersOf({ tenant = TENANT, token = goodToken(), client = "web" }: Caller = {}): Headers {
  return [...headersFor(tenant, token), [CLIENT, client]];
}

/** The request of the load, as HTTP/1.1 sends it. */
export function loadRequest(): string {
  const lines = headersOf().map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${PATH} HTTP/1.1\r\n${lines.join("")}\r\n`;
}

/** One of another user, with the signature of the good one. */
export function forgedToken(): string {
  const [header, claims = "", signature] = goodToken().split(".");
  const forged = { ...JSON.parse(Buffer.from(claims, "base64url").toString()), sub: "root" };
  return `${header}.${Buffer.from(JSON.stringify(forged)).toString("base64url")}.${signature}`;
}

function goodToken(): string {
  return tokensOf(ALGORITHM, 1)[0] ?? "";
}
