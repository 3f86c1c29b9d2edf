/** Why a transaction token is refused, as the decision record names it. */
import { Slice, addressOf, lengthOf, literal } from "../../bytes/slice";
import { TokenFlaw, reasonOf } from "../../identity/token/flaw";

/** It lacks what the draft requires, or what a gateway of this mesh puts into each. */
export const FORM = literal("txn-form");
/** Its `req_wl` is no gateway of the mesh. */
export const REQUESTER = literal("txn-requester");
/** Whoever presents it is none of the workload's callers. */
export const CALLER = literal("txn-caller");
/** A gateway can't issue one: too long, or the host does not sign. */
export const NOT_ISSUED = literal("txn-not-issued");

const PREFIX = "txn-";
/** What names of flaws begin with. */
const TOKEN_PREFIX: i32 = 6;

const OF_TOKENS: StaticArray<Slice> = new StaticArray<Slice>(TokenFlaw.Audience + 1);
for (let flaw = 1; flaw < OF_TOKENS.length; flaw++) OF_TOKENS[flaw] = renamed(reasonOf(flaw));

/** The name of a flaw: `txn-expired` where a user's token would have `token-expired`. */
export function ofToken(flaw: TokenFlaw): Slice {
  return unchecked(OF_TOKENS[flaw]);
}

function renamed(name: Slice): Slice {
  const start = addressOf(name) + TOKEN_PREFIX;
  return literal(PREFIX + String.UTF8.decodeUnsafe(start, lengthOf(name) - TOKEN_PREFIX));
}
