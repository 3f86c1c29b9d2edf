import { isIP } from "node:net";
import { z } from "zod";
import type { DecisionRequest } from "../host/decision.js";

/** Longer lines are refused: Envoy takes no such requests either. */
const MAX_LENGTH = 1024 * 1024;

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

/** One line of a requests file. */
const schema = z.strictObject({
  id: z.union([z.string(), z.number()], "must be text or a number").optional(),
  method: text.optional(),
  scheme: text.optional(),
  host: text.optional(),
  path: text.optional(),
  headers: z
    .union([headerObject, headerList], "must be an object of header values, or a list of [name, value]")
    .optional(),
  peer: text.optional(),
  sourceIp: address.optional(),
  sourcePort: port.optional(),
  destinationIp: address.optional(),
  destinationPort: port.optional(),
  sni: text.optional(),
  protocol: z.enum(PROTOCOLS, `must be one of ${PROTOCOLS.join(", ")}`).optional(),
  route: text.optional(),
  hasUnannouncedBody: z.boolean("must be true or false").optional(),
  time: text
    .refine(
      (value) => nanoseconds(value) !== undefined,
      "must be an RFC 3339 time such as 2026-11-25T09:30:00Z",
    )
    .optional(),
});

/** A request, or what is wrong with the line. */
export type RequestLine = { readonly request: DecisionRequest } | { readonly error: string };

/** One line of JSON → a request. */
export function parseRequestLine(line: string): RequestLine {
  if (line.length > MAX_LENGTH) return { error: `the line is longer than ${MAX_LENGTH} characters` };
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (cause) {
    return { error: `the line is not JSON: ${cause instanceof Error ? cause.message : cause}` };
  }
  const { data, error } = schema.safeParse(json);
  if (error) return { error: error.issues.map(explain).join("; ") };
  const { time, headers = [], ...facts } = data;
  const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  const timeNs = time === undefined ? undefined : nanoseconds(time);
  return { request: { ...given, headers: pairsOf(headers), ...(timeNs !== undefined && { timeNs }) } };
}

function explain(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") {
    const known = Object.keys(schema.shape).join(", ");
    return `unknown key \`${issue.keys.join("`, `")}\`; the keys are ${known}`;
  }
  return issue.path.length === 0
    ? "the line must be a JSON object"
    : `\`${issue.path.join(".")}\` ${issue.message}`;
}

function pairsOf(headers: z.infer<typeof headerObject> | z.infer<typeof headerList>): [string, string][] {
  if (Array.isArray(headers)) return headers;
  return Object.entries(headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, one]),
  );
}

/** An RFC 3339 time in nanoseconds since 1970. */
function nanoseconds(time: string): bigint | undefined {
  const [, seconds, fraction = "", zone] = TIME.exec(time) ?? [];
  const milliseconds = Date.parse(`${seconds}${zone}`.toUpperCase());
  if (Number.isNaN(milliseconds)) return undefined;
  return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, "0"));
}
