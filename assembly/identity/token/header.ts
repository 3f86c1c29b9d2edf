/** The protected header of a JWS (RFC 7515 §4.1). */
import { JsonCursor, isString } from "../../bytes/json/members";
import { textOf } from "../../bytes/json/string";
import { ABSENT, Slice, addressOf, isPresent, lengthOf, literal, slice } from "../../bytes/slice";
import { equals, startsWith } from "../../bytes/view";
import { ALGORITHM } from "../../image/layout";
import { TokenFlaw } from "./flaw";
import { placeOf } from "./names";

/** Which kind of token `typ` has to name. */
export enum TokenType {
  /** A JWT (RFC 7519 §5.1) or an access token (RFC 9068 §2.1); one that says nothing is taken for a JWT. */
  User,
  /** A transaction token, which always says so (draft-ietf-oauth-transaction-tokens-08). */
  Transaction,
}

enum Name {
  Algorithm,
  KeyId,
  Type,
  Critical,
  /** From here on: where a token brings its key along. */
  Key,
}

const NAMES: StaticArray<Slice> = [
  literal("alg"),
  literal("kid"),
  literal("typ"),
  literal("crit"),
  literal("jwk"),
  literal("jku"),
  literal("x5u"),
  literal("x5c"),
];

/** At the place of each its number (ALGORITHM); then the name that RFC 9864 §2.2 gives EdDSA on this curve. */
const ALGORITHMS: StaticArray<Slice> = [
  literal("RS256"),
  literal("RS384"),
  literal("RS512"),
  literal("PS256"),
  literal("PS384"),
  literal("PS512"),
  literal("ES256"),
  literal("ES384"),
  literal("ES512"),
  literal("HS256"),
  literal("HS384"),
  literal("HS512"),
  literal("EdDSA"),
  literal("Ed25519"),
];

const MEDIA_TYPE = literal("application/");
const JWT = literal("jwt");
const ACCESS_TOKEN = literal("at+jwt");
const TRANSACTION_TOKEN = literal("txntoken+jwt");

/** Bytes of `typ` as it is written: more than any type that is taken has, were each character escaped. */
const MAX_TYPE: i32 = 256;

const TYPE: usize = memory.data(MAX_TYPE, 8);

const cursor = new JsonCursor();

/** What the header of one token says. */
@final
export class TokenHeader {
  /** An ALGORITHM; -1 for none. */
  algorithm: i32 = -1;
  /** Its `kid` as JSON, of whatever kind; `ABSENT` when it has none. */
  keyId: Slice = ABSENT;

  /** Reads a JSON object. */
  read(header: Slice, expected: TokenType): TokenFlaw {
    let type = ABSENT;
    let isCritical = false;
    let hasKey = false;
    this.algorithm = -1;
    this.keyId = ABSENT;
    cursor.open(header);
    while (cursor.next()) {
      const name = placeOf(cursor.name, NAMES);
      if (name == Name.Algorithm) this.algorithm = algorithmOf(cursor.value);
      else if (name == Name.KeyId) this.keyId = cursor.value;
      else if (name == Name.Type) type = cursor.value;
      else if (name == Name.Critical) isCritical = true;
      else if (name >= Name.Key) hasKey = true;
    }
    if (this.algorithm < 0) return TokenFlaw.Algorithm;
    if (isCritical) return TokenFlaw.Critical;
    if (hasKey) return TokenFlaw.Key;
    return isOfType(type, expected) ? TokenFlaw.None : TokenFlaw.Type;
  }
}

/** The ALGORITHM that a JSON string names, or -1. */
export function algorithmOf(json: Slice): i32 {
  return min(placeOf(json, ALGORITHMS), i32(ALGORITHM.EdDSA));
}

/** A media type, whose case does not matter and whose `application/` may be left out (RFC 7515 §4.1.9). */
function isOfType(json: Slice, expected: TokenType): bool {
  if (!isPresent(json)) return expected == TokenType.User;
  if (!isString(json) || lengthOf(json) > MAX_TYPE) return false;
  let type = lowerCase(textOf(json, TYPE));
  if (startsWith(type, MEDIA_TYPE)) {
    const prefix = lengthOf(MEDIA_TYPE);
    type = slice(addressOf(type) + prefix, lengthOf(type) - prefix);
  }
  if (expected == TokenType.Transaction) return equals(type, TRANSACTION_TOKEN);
  return equals(type, JWT) || equals(type, ACCESS_TOKEN);
}

/** In TYPE. */
function lowerCase(text: Slice): Slice {
  for (let i = 0; i < lengthOf(text); i++) {
    const byte = load<u8>(addressOf(text) + i);
    store<u8>(TYPE + i, byte - 0x41 < 26 ? byte | 0x20 : byte);
  }
  return slice(TYPE, lengthOf(text));
}
