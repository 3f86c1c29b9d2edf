/** Whether a peer is one that rules may be asked about. */
import { type Attribute, type Expression, partsOf } from "./expression.js";
import type { Limit, LimitKey } from "./limit.js";
import type { Policy, PolicySet, Rule, Test, Workload } from "./model.js";
import { peerUris, type Request } from "./request.js";
import { parseSpiffeId } from "./spiffe.js";
import { fitsTarget } from "./target.js";

/** Why a peer is refused. */
export type PeerFlaw =
  /** Its certificate has not exactly one URI, or that is no SPIFFE ID of a workload (X509-SVID.md §2). */
  | "peer-identity"
  /** It is of a trust domain that is neither the mesh's nor federated. */
  | "peer-trust-domain"
  /** It shows no certificate to a workload that demands one. */
  | "peer-plaintext";

/**
 * What is wrong with the peer of a request; undefined also where nothing depends on the peer: there nobody looks.
 */
export function peerFlaw(set: PolicySet, workload: Workload, request: Request): PeerFlaw | undefined {
  const { trustDomain, federatedTrustDomains = [] } = set;
  const isDemanded = workload.mtls === "STRICT";
  if (!isDemanded && !isAsked(set, workload)) return undefined;
  const uris = peerUris(request);
  if (uris === undefined) return isDemanded ? "peer-plaintext" : undefined;
  const id = parseSpiffeId(uris.length === 1 ? (uris[0] ?? "") : "");
  if ("error" in id || id.path === "") return "peer-identity";
  return [trustDomain, ...federatedTrustDomains].includes(id.trustDomain) ? undefined : "peer-trust-domain";
}

/** Whether rules, limits or transaction tokens, which not every caller may present, depend on the peer. */
function isAsked({ policies, transactionTokens }: PolicySet, workload: Workload): boolean {
  const takesTransactions = transactionTokens !== undefined && workload.tier === "sidecar";
  return (
    takesTransactions ||
    policies.some((policy) => fitsTarget(policy.target, workload) && dependsOnPeer(policy))
  );
}

function dependsOnPeer({ rules, limits }: Policy): boolean {
  return [...rules, ...limits].some(clausesAskForPeer) || limits.some(countsByPeer);
}

function clausesAskForPeer({ clauses }: Pick<Rule, "clauses">): boolean {
  return clauses.some(({ anyOf }) => anyOf.some(testsPeer));
}

function countsByPeer({ key, cost }: Limit): boolean {
  return key.some(isKeyOfPeer) || (cost?.kind === "request" && mentionsPeer(cost.expression));
}

function isKeyOfPeer(part: LimitKey): boolean {
  if (part.kind === "attribute") return isOfPeer(part.attribute);
  return part.kind === "expression" && mentionsPeer(part.expression);
}

function testsPeer(test: Test): boolean {
  if (test.kind === "value") return isOfPeer(test.attribute);
  if (test.kind === "condition") return mentionsPeer(test.expression);
  return test.kind === "peer";
}

function mentionsPeer(expression: Expression): boolean {
  if (expression.kind === "attribute" || expression.kind === "present") return isOfPeer(expression.attribute);
  if (expression.kind === "test") return testsPeer(expression.test);
  return partsOf(expression).some(mentionsPeer);
}

function isOfPeer({ name }: Attribute): boolean {
  return name.startsWith("peer.");
}
