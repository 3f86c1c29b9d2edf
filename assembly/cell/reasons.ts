/** Why a request is invalid, or its peer refused, as the decision record names it. */
import { PathFlaw } from "../bytes/path";
import { Slice, literal } from "../bytes/slice";

export const HEADERS = literal("headers");
export const HOST = literal("host");
export const REPEATED_HEADER = literal("repeated-header");
export const NO_PATH = literal("path-missing");
/** The host keeps the module from setting `:path`; the upstream would get another than policy saw. */
export const PATH_NOT_FORWARDED = literal("path-not-forwarded");
/** Likewise of headers: the upstream would get a caller's claims, or a token that is not for it. */
export const HEADERS_NOT_FORWARDED = literal("headers-not-forwarded");
export const SEVERAL_CREDENTIALS = literal("several-credentials");
export const API_KEY = literal("api-key");
/** Why a peer is refused (src/ir/peer-flaw.ts). */
export const PEER_IDENTITY = literal("peer-identity");
export const PEER_TRUST_DOMAIN = literal("peer-trust-domain");
export const PEER_PLAINTEXT = literal("peer-plaintext");

const PATHS: StaticArray<Slice> = [
  literal(""),
  literal("path-relative"),
  literal("path-too-long"),
  literal("path-control"),
  literal("path-character"),
  literal("path-backslash"),
  literal("path-fragment"),
  literal("path-parameter"),
  literal("path-escape"),
  literal("path-escaped-slash"),
  literal("path-escaped-control"),
  literal("path-encoding"),
  literal("path-above-root"),
];

/** The name of a flaw, by its number. */
export function ofPath(flaw: PathFlaw): Slice {
  return unchecked(PATHS[flaw]);
}
