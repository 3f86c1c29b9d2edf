import { parse } from "yaml";
import { z } from "zod";

const Headers = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

const Request = z.strictObject({
  method: z.string().default("GET"),
  path: z.string().default("/"),
  /** A list: the header is sent once for each. */
  headers: Headers.default({}),
  /** Bytes of any kind; they come in pieces, with a length only when `content-length` is among the headers. */
  bodySize: z.int().default(0),
});

const Exchange = z.strictObject({
  name: z.string(),
  /** Seconds before the request. */
  wait: z.number().default(0),
  request: Request.prefault({}),
  response: z.strictObject({
    status: z.int(),
    /** Regular expressions that match the whole value; null: the header must not be there. */
    headers: z.record(z.string(), z.string().nullable()).default({}),
    body: z.string().optional(),
  }),
  /** Values of metrics after the request. */
  metrics: z.record(z.string(), z.int()).default({}),
  /** What the filter wrote to filter state `wasm.<name>`. */
  filterState: z.record(z.string(), z.string()).default({}),
});

const Requests = z.strictObject({
  requests: z.array(Exchange).min(1),
  /** Configurations that the filter must refuse. */
  refused: z.array(z.string()).min(1),
});

/** One request, and what must come of it. */
export type Exchange = z.infer<typeof Exchange>;
/** A requests.yaml. */
export type Requests = z.infer<typeof Requests>;

/** Reads a requests.yaml. @throws {z.ZodError} with the place of what has another form */
export function readRequests(text: string): Requests {
  return Requests.parse(parse(text));
}

/** The body of a request, in two pieces. */
export function bodyOf({ request }: Exchange): readonly Buffer[] {
  const first = Math.ceil(request.bodySize / 2);
  return [first, request.bodySize - first].filter((size) => size > 0).map((size) => Buffer.alloc(size, "x"));
}
