/** What the model says of transaction tokens → what the image of a workload says of them. */
import { ALGORITHM, EFFECT, TRANSACTION_FLAG } from "../image/layout.js";
import type { PlannedTransaction } from "../image/plan.js";
import { type Mentioned, mentionedOfUsers } from "../ir/mentioned-claims.js";
import type { Clause, PeerTest, PolicySet, Workload } from "../ir/model.js";
import type { TransactionTokens } from "../ir/transaction-tokens.js";
import { jwksToKeySet } from "../keys/key-set.js";
import { signingMaterial } from "../keys/signing-key.js";
import type { PlacedRule } from "./placed-rule.js";

/** Headers of a transaction token, and of what tells which one belongs to a request. */
export const TRANSACTION_HEADERS = ["txn-token", "x-request-id", "traceparent"];

/** The record, with what this tier needs of keys and no more: only gateways sign, only the others verify. */
export function planTransaction(set: PolicySet, workload: Workload): PlannedTransaction | undefined {
  const { transactionTokens: tokens, trustDomain } = set;
  if (tokens === undefined) return undefined;
  const { algorithm, lifetimeSeconds } = tokens;
  const common = { trustDomain, algorithm: ALGORITHM[algorithm], lifetimeSeconds };
  if (workload.tier === "gateway") {
    return { ...common, signing: signing(tokens, set, workload), ...travelling(mentionedOfUsers(set)) };
  }
  const requesters = set.workloads.filter(({ tier }) => tier === "gateway").map(({ id }) => id);
  return { ...common, keySet: jwksToKeySet(tokens.keys), flags: 0, texts: requesters };
}

/** What signs, and the parts of every token that are always the same. */
function signing({ algorithm, keys: [key = {}] }: TransactionTokens, set: PolicySet, { id }: Workload) {
  const header = JSON.stringify({ typ: "txntoken+jwt", alg: algorithm, kid: key.kid });
  return {
    key: signingMaterial(key, algorithm),
    header: `${Buffer.from(header).toString("base64url")}.`,
    claims: JSON.stringify({ aud: set.trustDomain, req_wl: id }).slice(0, -1),
  };
}

function travelling({ aud, scopes, claims }: Mentioned): Pick<PlannedTransaction, "flags" | "texts"> {
  const flags =
    (aud ? TRANSACTION_FLAG.AUD : 0) |
    (scopes ? TRANSACTION_FLAG.SCOPES : 0) |
    (claims === "all" ? TRANSACTION_FLAG.ALL_CLAIMS : 0);
  return { flags, texts: claims === "all" ? [] : claims };
}

/** Who may present a token to a workload, as a rule of its own effect: workloads of the trust domain, unless it names others. */
export function placeCallers(set: PolicySet, workload: Workload): PlacedRule[] {
  if (set.transactionTokens === undefined || workload.tier === "gateway") return [];
  const { place, callers = [{ kind: "peer", trustDomain: set.trustDomain, place }] } = workload;
  const clause: Clause = { anyOf: callers satisfies readonly PeerTest[], place };
  return [{ policy: "mesh", name: "callers", effect: EFFECT.CALLERS, clauses: [clause] }];
}
