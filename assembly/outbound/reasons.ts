/** What became of the token of a call that a workload makes, as the record names it; of those refused, why. */
import { literal } from "../bytes/slice";

/** The workload sent none, and received none with the request. */
export const NONE = literal("none");
/** It sent the one that it received. */
export const SAME = literal("same");
/** It sent none; the one that it received went along. */
export const ATTACHED = literal("attached");
/** It sent none, and several came under this id: nobody can tell which is meant. */
export const AMBIGUOUS = literal("ambiguous");

/** It sent a token that is not the one that it received with this request. */
export const SWAPPED = literal("txn-swapped");
/** It sent a token, but received none with this request, or one that has ended. */
export const UNKNOWN = literal("txn-unknown");
/** The host does not let the token be attached. */
export const NOT_ATTACHED = literal("txn-not-attached");
export const REPEATED_HEADER = literal("repeated-header");
export const HEADERS = literal("headers");
