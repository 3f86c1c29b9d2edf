import { decodeBase64Url } from "../../bytes/base64url";
import { isJson } from "../../bytes/json/check";
import { isObject, valueOf } from "../../bytes/json/members";
import { isStrict } from "../../bytes/json/strict";
import { ABSENT, EMPTY, Slice, addressOf, isPresent, lengthOf, slice } from "../../bytes/slice";
import { KeySet } from "../key-set";
import { SignatureHost } from "../signature-host";
import { Claims } from "./claims";
import { TokenFlaw } from "./flaw";
import { TokenHeader, TokenType } from "./header";
import { saysExactly } from "./names";
import { verifySignature } from "./signature";

/** Bytes of a token. */
const MAX_TOKEN: i32 = 16 * 1024;

/** How deep the JSON of a part may go, and how much may be in one object or array. */
const MAX_DEPTH: i32 = 16;
const MAX_ITEMS: i32 = 256;

/** Keys that are tried for one token: those of its `kid`, or all that fit when it names none. */
const MAX_TRIED: i32 = 8;

const DOT: u8 = 0x2e;

/** What tokens of one issuer have to fulfil. */
@final
export class Requirements {
  constructor(
    readonly keys: KeySet,
    /** A bit for each ALGORITHM. */
    readonly algorithms: u32,
    /** One of them is in `aud`; when there are none, `aud` may be anything. */
    readonly audiences: StaticArray<Slice>,
    /** Seconds that the clocks may differ. */
    readonly leeway: f64,
  ) {}
}

/**
 * One token after the other: a JWT (RFC 7519) in the compact form of a JWS (RFC 7515 §7.1). `parse`, then find whose
 * it is with `isIssuedBy`, then `check`. Nothing of it is to be believed before `check` answers `None`.
 */
@final
export class Token {
  /** The claims, a JSON object within the bounds. Good until the next `parse`; the other fields refer to it. */
  payload: Slice = EMPTY;
  readonly claims: Claims = new Claims();
  private readonly header: TokenHeader = new TokenHeader();
  private readonly decoded: usize = heap.alloc(MAX_TOKEN);
  /** What is signed: header and payload as they came. */
  private signed: Slice = EMPTY;
  private signature: Slice = EMPTY;

  /** Takes a text apart, which has to stay until it is checked. */
  parse(text: Slice, type: TokenType): TokenFlaw {
    this.payload = EMPTY;
    if (!isPresent(text)) return TokenFlaw.Form;
    if (lengthOf(text) > MAX_TOKEN) return TokenFlaw.Size;
    const end = addressOf(text) + lengthOf(text);
    const first = endOfPart(addressOf(text), end);
    const second = endOfPart(first + 1, end);
    if (second >= end) return TokenFlaw.Form;
    const header = this.decode(text, addressOf(text), first);
    const payload = this.decode(text, first + 1, second);
    this.signature = this.decode(text, second + 1, end);
    this.signed = slice(addressOf(text), i32(second - addressOf(text)));
    if (!isPresent(this.signature) || !isStrictObject(header) || !isStrictObject(payload))
      return TokenFlaw.Form;
    this.payload = valueOf(payload);
    this.claims.read(this.payload);
    return this.header.read(valueOf(header), type);
  }

  /** Whether `iss` is this text, byte for byte. */
  isIssuedBy(issuer: Slice): bool {
    return saysExactly(this.claims.issuer, issuer);
  }

  /** Signature, times and audience. The time in seconds since 1970. */
  check(required: Requirements, now: f64, host: SignatureHost): TokenFlaw {
    const flaw = this.checkSignature(required.keys, required.algorithms, host);
    if (flaw != TokenFlaw.None) return flaw;
    return this.claims.check(required.audiences, now, required.leeway);
  }

  /** The bytes of a part, as far from the first as their characters are; `ABSENT` when it stands for none. */
  private decode(text: Slice, start: usize, end: usize): Slice {
    const to = this.decoded + (start - addressOf(text));
    const length = decodeBase64Url(slice(start, i32(end - start)), to);
    return length < 0 ? ABSENT : slice(to, length);
  }

  private checkSignature(keys: KeySet, algorithms: u32, host: SignatureHost): TokenFlaw {
    const algorithm = this.header.algorithm;
    const keyId = this.header.keyId;
    let tried = 0;
    if (((algorithms >> algorithm) & 1) == 0) return TokenFlaw.Key;
    for (let key = 0; key < keys.count && tried < MAX_TRIED; key++) {
      if (((keys.algorithmsOf(key) >> algorithm) & 1) == 0) continue;
      if (isPresent(keyId) && !saysExactly(keyId, keys.kidOf(key))) continue;
      if (verifySignature(algorithm, keys, key, this.signed, this.signature, host)) return TokenFlaw.None;
      tried++;
    }
    return tried > 0 ? TokenFlaw.Signature : TokenFlaw.Key;
  }
}

/** Where a part ends: at a dot, or at the end. */
function endOfPart(start: usize, end: usize): usize {
  let at = start;
  while (at < end && load<u8>(at) != DOT) at++;
  return at;
}

/** Whether a text is a JSON object, not too deep or wide, and without a name that is there twice. */
export function isStrictObject(text: Slice): bool {
  if (!isJson(text)) return false;
  const object = valueOf(text);
  return isObject(object) && isStrict(object, MAX_DEPTH, MAX_ITEMS);
}
