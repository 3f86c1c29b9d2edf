/** A request as people write it: in a PolicyTest, and as a line of JSON for `cellwall decide`. */
import { isIP } from "node:net";
import { z } from "zod";

const text = z.string("must be text");
const port = z
  .int("must be a whole number")
  .min(0, "must be at least 0")
  .max(65_535, "must be at most 65535");
const address = text.refine((value) => isIP(value) !== 0, "must be an IP address, without port");
const headerName = text.regex(/^:?[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, "must have only names that HTTP allows");
const headerValue = text.regex(/^[^\0\r\n]*$/, "must have no line breaks or zero bytes");
const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9})\d*)?(Z|[+-]\d\d:\d\d)$/i;

const PROTOCOLS = ["HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/3"];

const headerObject = z.record(headerName, z.union([headerValue, z.array(headerValue)]));
const headerList = z.array(z.tuple([headerName, headerValue]));

/** Whom a verified token would name: no token has to be made for it. */
const user = z
  .strictObject({
    iss: text.min(1, "must not be empty"),
    sub: text.optional(),
    aud: z.union([text, z.array(text)]).optional(),
    scopes: z.array(text).optional(),
    claims: z.record(text, z.json()).optional().describe("What else the token says."),
  })
  .describe("As a verified token would name it; credentials in headers don't count then.");

/** Every key may be absent; what is absent is a missing attribute. */
export const requestSchema = z.strictObject({
  method: text.optional(),
  scheme: text.optional(),
  protocol: z.enum(PROTOCOLS, `must be one of ${PROTOCOLS.join(", ")}`).optional(),
  host: text.optional(),
  path: text.optional().describe("As sent, with query."),
  headers: z
    .union([headerObject, headerList], "must be an object of header values, or a list of [name, value]")
    .optional(),
  peer: z
    .union([text, z.array(text)], "must be a URI, or a list of them")
    .optional()
    .describe("SPIFFE ID of the caller's certificate, or the list of its URIs; no certificate when absent."),
  user: user.optional(),
  sourceIp: address.optional(),
  sourcePort: port.optional(),
  destinationIp: address.optional(),
  destinationPort: port.optional(),
  sni: text.optional(),
  route: text.optional().describe("Name of Envoy's route."),
  hasUnannouncedBody: z.boolean("must be true or false").optional(),
  time: text
    .refine(
      (value) => nanoseconds(value) !== undefined,
      "must be an RFC 3339 time such as 2026-11-25T09:30:00Z",
    )
    .optional(),
});

export type RequestSpec = z.infer<typeof requestSchema>;
export type UserSpec = z.infer<typeof user>;

/** Headers in the order written. */
export function headerPairs(headers: RequestSpec["headers"] = {}): [name: string, value: string][] {
  if (Array.isArray(headers)) return headers;
  return Object.entries(headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, one]),
  );
}

/** An RFC 3339 time in nanoseconds since 1970; undefined when it is none. */
export function nanoseconds(time: string): bigint | undefined {
  const [, seconds, fraction = "", zone] = TIME.exec(time) ?? [];
  const milliseconds = Date.parse(`${seconds}${zone}`.toUpperCase());
  if (Number.isNaN(milliseconds)) return undefined;
  return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, "0"));
}
