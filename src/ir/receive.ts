import { authenticate } from "./authenticate.js";
import { type Facts, requestToFacts } from "./facts.js";
import type { CredentialFlaw, Identity } from "./identity.js";
import type { PolicySet, Workload } from "./model.js";
import { type PeerFlaw, peerFlaw } from "./peer-flaw.js";
import { receiveTransaction, type TransactionFlaw } from "./receive-transaction.js";
import type { Request } from "./request.js";

/** Why a request is refused before any rule is asked. */
export type Unfit =
  | { readonly verdict: "invalid"; readonly status: 400; readonly reason: string }
  | { readonly verdict: "deny"; readonly status: 403; readonly reason: PeerFlaw }
  | {
      readonly verdict: "unauthenticated";
      readonly status: 401;
      readonly reason: CredentialFlaw | TransactionFlaw;
    };

/** The facts of a request as a workload takes it, its user among them; or why it does not take it. */
export function receive(set: PolicySet, workload: Workload, request: Request): Facts | Unfit {
  const facts = requestToFacts(withoutClaimHeaders(request, set), set.pathNormalization);
  if ("invalid" in facts) return { verdict: "invalid", status: 400, reason: facts.invalid };
  const flaw = peerFlaw(set, workload, request);
  if (flaw !== undefined) return { verdict: "deny", status: 403, reason: flaw };
  if (facts.user !== undefined) return facts;
  const now = Number(request.timeNs ?? 0n) / 1e9;
  const { transactionTokens } = set;
  const authenticated =
    transactionTokens === undefined || workload.tier === "gateway"
      ? authenticate(facts, set, now)
      : receiveTransaction(facts, { set, tokens: transactionTokens, workload }, now);
  if ("invalid" in authenticated) return { verdict: "invalid", status: 400, reason: authenticated.invalid };
  if ("refused" in authenticated) {
    return { verdict: "unauthenticated", status: 401, reason: authenticated.refused };
  }
  return { ...facts, ...authenticated };
}

/** Headers that are made of claims are absent as far as the caller sent them. */
function withoutClaimHeaders(request: Request, { issuers }: Identity): Request {
  const hidden = new Set(issuers.flatMap(({ claimHeaders }) => claimHeaders.map(({ header }) => header)));
  if (hidden.size === 0) return request;
  return { ...request, headers: request.headers.filter(([name]) => !hidden.has(name.toLowerCase())) };
}
