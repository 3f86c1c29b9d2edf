import { Slice, literal } from "../../bytes/slice";

/** What is wrong with a token: the first that is, in this order. */
export enum TokenFlaw {
  None,
  /** Over 16 KiB. */
  Size,
  /** No compact JWS of two JSON objects, or a claim of the wrong type. */
  Form,
  /** `alg` is none that the module knows. */
  Algorithm,
  /** `crit` asks for what it does not know. */
  Critical,
  /** No key of the issuer fits, or the token brings its own. */
  Key,
  /** `typ` is of another kind of token. */
  Type,
  /** `iss` is of nobody who issues tokens for here. */
  Issuer,
  Signature,
  Expired,
  /** `nbf` or `iat` lies ahead. */
  Early,
  /** `aud` means somebody else. */
  Audience,
}

const REASONS: StaticArray<Slice> = [
  literal(""),
  literal("token-size"),
  literal("token-form"),
  literal("token-algorithm"),
  literal("token-critical"),
  literal("token-key"),
  literal("token-type"),
  literal("token-issuer"),
  literal("token-signature"),
  literal("token-expired"),
  literal("token-early"),
  literal("token-audience"),
];

/** How the decision record names it. */
export function reasonOf(flaw: TokenFlaw): Slice {
  return unchecked(REASONS[flaw]);
}
