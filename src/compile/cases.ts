import { encodePairs, type Pair } from "../envoy/pairs.js";
import { encodeProperty } from "../envoy/property-values.js";
import { hasBody, requestToHeaders, requestToProperties } from "../envoy/request.js";
import { MAX, VERDICT } from "../image/layout.js";
import type { PlannedCase } from "../image/plan.js";
import type { Identity } from "../ir/identity.js";
import type { PolicySet, Workload } from "../ir/model.js";
import type { TestCase } from "../ir/policy-test.js";
import type { Request } from "../ir/request.js";
import { fitsTarget } from "../ir/target.js";

const VERDICTS = {
  allow: VERDICT.ALLOW,
  deny: VERDICT.DENY,
  invalid: VERDICT.INVALID,
  unauthenticated: VERDICT.UNAUTHENTICATED,
} as const;

/**
 * The cases that a workload's cell runs before it takes an image: those of the tests that target it, as many
 * as fit. What limits refuse is left out: buckets belong to the requests that really come. So is what may hold
 * credentials: a cell has no keys before it takes the image, and no user but the one that a case names.
 */
export function planCases(set: PolicySet, workload: Workload): PlannedCase[] {
  return set.tests
    .filter(({ target }) => fitsTarget(target, workload))
    .flatMap(({ name, cases }) => cases.map((one) => ({ ...one, name: `${name}: ${one.name}` })))
    .filter(({ request }) => request.user !== undefined || !mayHoldCredentials(request, set))
    .flatMap(planCase)
    .slice(0, MAX.CASES);
}

/** Whether there is anything where credentials may stand. */
function mayHoldCredentials({ headers, path = "" }: Request, { issuers, apiKeys }: Identity): boolean {
  const places = [...issuers.flatMap(({ tokens }) => tokens), ...apiKeys.map((ring) => ring.in)];
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  return places.some(({ kind, name }) => {
    if (kind === "query") return path.includes("?");
    return names.has(kind === "cookie" ? "cookie" : name);
  });
}

/** A case without a limit; one that expects a limit to admit says `allow`, which the rules must say too. */
function planCase({ name, request, verdict, by }: TestCase): PlannedCase[] {
  if (verdict === "limited") return [];
  return [
    {
      name,
      verdict: VERDICTS[verdict],
      ...(by === undefined ? {} : { by }),
      hasBody: hasBody(request),
      headers: encodePairs(requestToHeaders(request)),
      properties: encodePairs(propertyPairs(request)),
    },
  ];
}

/** Properties by the path that a filter asks for, its parts separated by NUL. */
function propertyPairs(request: Request): Pair[] {
  const { "connection.uri_san_peer_certificate": _, ...asked } = requestToProperties(request);
  return Object.entries(asked).map(([path, value]) => [
    path.replace(".", "\0"),
    Buffer.from(encodeProperty(value)).toString("latin1"),
  ]);
}
