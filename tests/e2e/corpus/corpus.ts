/** A policy set for a gateway and a sidecar, and seeded requests around its boundaries. */
import { readFileSync } from "node:fs";
import { policyText, readPolicySet } from "../../../examples/demo/mesh.js";
import { requestToFacts } from "../../../src/ir/facts.js";
import type { PolicySet } from "../../../src/ir/model.js";
import { normalizePath } from "../../../src/ir/normalize.js";
import type { Request } from "../../../src/ir/request.js";
import { nearRequest } from "../../differential/near-request.js";
import type { Random } from "../../differential/random-policy.js";
import { isSendable } from "../sendable.js";

const HOST = "orders.shop.example";
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]);

/** What is sent: what it lacks, the two ends of the connection say. */
export interface Sent extends Request {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  /** In 127.0.0.0/8: a test can come from there. */
  readonly sourceIp: string;
}

/** The demo's policies and conditions.yaml, without limits: what those say depends on the order of requests. */
export function corpusPolicies(): PolicySet {
  const conditions = readFileSync(new URL("conditions.yaml", import.meta.url), "utf8");
  const set = readPolicySet(`${policyText()}---\n${conditions}`);
  return { ...set, policies: set.policies.map((policy) => ({ ...policy, limits: [] })) };
}

/** So many requests; the same for the same seed. */
export function corpus(random: Random, set: PolicySet, count: number): Sent[] {
  const requests: Sent[] = [];
  while (requests.length < count) {
    const request = toSent(random, nearRequest(random, set, 0n));
    if (METHODS.has(request.method) && isSendable(request) && hasHost(set, request)) requests.push(request);
  }
  return requests;
}

function toSent(random: Random, request: Request): Sent {
  const { method = "GET", path = "/orders/status", host = HOST, sourceIp = "", headers } = request;
  const isElsewhere = !/shop/i.test(host) && !random.chance(20);
  return {
    method,
    path,
    host: isElsewhere ? HOST : host,
    sourceIp: sourceIp.startsWith("127.") ? sourceIp : "127.0.0.1",
    headers,
    scheme: "http",
  };
}

/** Envoy answers a host that is none with 400 before any filter sees it. */
function hasHost(set: PolicySet, request: Request): boolean {
  const facts = requestToFacts({ ...request, path: "/" }, set.pathNormalization);
  return !("invalid" in facts && facts.invalid === "host");
}

/**
 * What the connection manager of a STRICT mesh hands to the cell (src/emit/normalization.ts), the cell's own
 * normalization still to come; undefined: it answers 400 itself.
 */
export function asHandedOver(sent: Sent): Sent | undefined {
  const normalized = normalizePath(sent.path, "MERGE_SLASHES");
  return "refused" in normalized ? undefined : { ...sent, path: normalized.path + normalized.query };
}
