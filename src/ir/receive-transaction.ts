/** Who a request's user is behind the gateway: what its transaction token says, and whether that is to be believed. */

import type { Facts } from "./facts.js";
import type { CredentialFlaw } from "./identity.js";
import { type JsonMap, memberOf } from "./json.js";
import type { PeerTest, PolicySet, Workload } from "./model.js";
import { evaluateSimpleTest } from "./simple-test.js";
import { judgeToken, mediaTypeOf, type Requirements, readToken } from "./token.js";
import { CLOCK_LEEWAY_SECONDS, type TransactionTokens } from "./transaction-tokens.js";
import { describeUser, type User } from "./user.js";
import type { Value } from "./value.js";

/** Why a transaction token is refused. */
export type TransactionFlaw = `txn-${"requester" | "caller"}` | TransactionFlawOf<CredentialFlaw>;

type TransactionFlawOf<Flaw> = Flaw extends `token-${infer Rest}` ? `txn-${Rest}` : never;

/** Where a token arrives. */
export interface Receiver {
  readonly set: PolicySet;
  readonly tokens: TransactionTokens;
  readonly workload: Workload;
}

/** Bytes of `txn`. */
const MAX_TXN = 256;

/** A user, nobody, or why the token is refused. `now`: seconds since 1970. */
export function receiveTransaction(
  facts: Facts,
  receiver: Receiver,
  now: number,
): { readonly user: User | undefined } | { readonly refused: TransactionFlaw } {
  const [text] = facts.headers("txn-token");
  if (text === undefined) return { user: undefined };
  const user = userOf(text, receiver, now);
  if (typeof user === "string") return { refused: user };
  return isCaller(facts, receiver) ? { user } : { refused: "txn-caller" };
}

function userOf(text: string, { set, tokens }: Receiver, now: number): User | TransactionFlaw {
  const read = readToken(text, (type) => mediaTypeOf(type) === "txntoken+jwt");
  if (typeof read === "string") return renamed(read);
  const flaw = judgeToken(read, requirementsOf(set, tokens), now);
  if (flaw !== undefined) return renamed(flaw);
  const { claims } = read;
  const context = mapAt(claims, "tctx");
  const told = context && mapAt(context, "claims");
  if (!isComplete(claims) || context === undefined || told === undefined) return "txn-form";
  if (textAt(context, "iss") === undefined) return "txn-form";
  const isRequester = set.workloads.some(
    ({ id, tier }) => tier === "gateway" && id === textAt(claims, "req_wl"),
  );
  return isRequester ? describeUser(memberOf(claims, "sub"), context, told) : "txn-requester";
}

function requirementsOf({ trustDomain }: PolicySet, { algorithm, keys }: TransactionTokens): Requirements {
  return {
    keys: { jwks: keys },
    algorithms: [algorithm],
    audiences: [trustDomain],
    leewayNs: CLOCK_LEEWAY_SECONDS * 1e9,
  };
}

/** What the draft requires of claims that are good otherwise. */
function isComplete(claims: JsonMap): boolean {
  const txn = textAt(claims, "txn") ?? "";
  const texts = ["sub", "scope", "req_wl"].map((name) => textAt(claims, name));
  const isNamed = txn !== "" && Buffer.byteLength(txn) <= MAX_TXN;
  return isNamed && memberOf(claims, "iat") !== undefined && texts.every((text) => text !== undefined);
}

function isCaller(facts: Facts, { set, workload: { callers, place } }: Receiver): boolean {
  const ofMesh: PeerTest = { kind: "peer", trustDomain: set.trustDomain, place };
  return (callers ?? [ofMesh]).some((test) => evaluateSimpleTest(test, facts) === true);
}

function renamed(flaw: CredentialFlaw): TransactionFlaw {
  return flaw.replace("token-", "txn-") as TransactionFlaw;
}

function textAt(map: JsonMap, name: string): string | undefined {
  const value: Value | undefined = memberOf(map, name);
  return value?.type === "string" ? value.value : undefined;
}

function mapAt(map: JsonMap, name: string): JsonMap | undefined {
  const value: Value | undefined = memberOf(map, name);
  return value?.type === "map" ? value : undefined;
}
