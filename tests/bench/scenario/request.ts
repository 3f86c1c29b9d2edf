import { CALLER_HEADER, FIRST_CALLER } from "./callers.js";

/** The request that all listeners get: an ordinary API call. It fits the last of the rules (rules.ts). */
export const PATH = "/orders/customers/42/items?page=2";

export const TENANT = "acme";

/** For those that look at none. */
const ANY_TOKEN = "eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ".padEnd(600, "x");

/**
 * Headers of the request with this `x-tenant`; with another than `TENANT` no rule allows it. `token`: a bearer token; none
 * when empty.
 */
export function headersFor(
  tenant: string,
  token = ANY_TOKEN,
  caller = FIRST_CALLER,
): readonly (readonly [string, string])[] {
  return [
    ["host", "orders.shop.example"],
    ["user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"],
    ["accept", "application/json"],
    ["accept-language", "en-GB,en;q=0.7"],
    ["accept-encoding", "gzip, deflate, br, zstd"],
    ...(token === "" ? [] : [["authorization", `Bearer ${token}`] as const]),
    ["x-tenant", tenant],
    [CALLER_HEADER, caller],
    ["traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"],
    ["cookie", "theme=dark; region=eu-west"],
  ];
}

/** The request as HTTP/1.1 sends it. */
export function requestText(tenant: string, token?: string): string {
  const lines = headersFor(tenant, token).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${PATH} HTTP/1.1\r\n${lines.join("")}\r\n`;
}
