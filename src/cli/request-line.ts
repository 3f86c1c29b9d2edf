import { z } from "zod";
import type { DecisionRequest } from "../host/decision.js";
import { lowerRequest, saysTooMuch, TOO_MUCH } from "../lower/request.js";
import { requestSchema } from "../policy/request.js";

/** Longer lines are refused: Envoy takes no such requests either. */
const MAX_LENGTH = 1024 * 1024;

/** One line of a requests file. */
const schema = z.strictObject({
  id: z.union([z.string(), z.number()], "must be text or a number").optional(),
  ...requestSchema.shape,
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
  const { id, ...spec } = data;
  const request = lowerRequest(spec);
  if (saysTooMuch(request)) return { error: `\`user\` ${TOO_MUCH}` };
  return { request: { ...(id === undefined ? {} : { id }), ...request } };
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
