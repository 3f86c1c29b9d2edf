/** Transaction tokens, written (draft-ietf-oauth-transaction-tokens-08 §"Txn-Token Format"). */
import { encodeBase64Url } from "../../bytes/base64url";
import { JsonCursor, isArray, isString, memberOf } from "../../bytes/json/members";
import { writeJsonString } from "../../bytes/json/write";
import { ABSENT, EMPTY, Slice, addressOf, isPresent, lengthOf, literal, slice } from "../../bytes/slice";
import { Writer } from "../../bytes/writer";
import { TRANSACTION_MAX } from "../../image/layout";
import { placeOf } from "../token/names";
import { MAX_SIGNATURE, Signer } from "./signer";

const ISSUED_AT = literal(',"iat":');
const EXPIRES = literal(',"exp":');
const TRANSACTION = literal(',"txn":');
const SUBJECT = literal(',"sub":');
const SCOPE = literal(',"scope":');
const CONTEXT = literal(',"tctx":{"iss":');
const AUDIENCE = literal(',"aud":');
const SCOPES = literal(',"scp":');
const CLAIMS = literal(',"claims":');
const OPEN = literal("{");
const COMMA = literal(",");
const COLON = literal(":");
const CLOSE = literal("}");
const SPACE = literal(" ");
const QUOTE = literal('"');
const NOTHING = literal('""');

const AUD = literal("aud");
const SCOPE_NAME = literal("scope");
const SCP = literal("scp");

const DOT: u8 = 0x2e;

const MAX_TOKEN = i32(TRANSACTION_MAX.TOKEN);

/** Bytes of a part of a token, encoded. */
function encodedSize(bytes: i32): i32 {
  return (bytes * 4 + 2) / 3;
}

/** Who a token is about. */
@final
export class Principal {
  /** `user.sub`, `user.iss`: text. */
  sub: Slice = ABSENT;
  iss: Slice = ABSENT;
  /** The payload of the token that the user came with; of an API key, what its entry claims. JSON. */
  claims: Slice = EMPTY;
  /** Whether `aud` and the scopes are among the claims: not of an API key. */
  isToken: bool = true;
}

/** What of a principal a token tells: what some policy asks for. */
@final
export class Travelling {
  constructor(
    readonly aud: bool,
    readonly scopes: bool,
    readonly allClaims: bool,
    /** Where not all: their names. */
    readonly claims: StaticArray<Slice>,
  ) {}
}

/** Writes the tokens of one gateway. */
@final
export class TransactionWriter {
  private json: Writer = new Writer();
  private readonly cursor: JsonCursor = new JsonCursor();
  private readonly description: usize = heap.alloc(MAX_TOKEN);
  private readonly whole: usize = heap.alloc(MAX_TOKEN);
  private readonly token: usize = heap.alloc(MAX_TOKEN);
  private readonly signature: usize = heap.alloc(MAX_SIGNATURE);

  constructor(
    /** The first part of every token, encoded, with its dot. */
    private header: Slice,
    /** What the payload begins with: an object that is still open. */
    private beginning: Slice,
    private travelling: Travelling,
    private signer: Signer,
  ) {}

  /**
   * What every token of a principal says of it: JSON, good until the next one is described. `EMPTY` when it is too
   * long. The principal has a `sub`.
   */
  describe(principal: Principal): Slice {
    const json = this.json;
    json.open(this.description, MAX_TOKEN);
    json.bytes(SUBJECT);
    writeJsonString(json, principal.sub);
    this.scope(principal);
    this.context(principal);
    json.bytes(CLOSE);
    return json.full ? EMPTY : json.finish();
  }

  /**
   * A token that says what `describe` answered, good until the next one is written; `ABSENT` when it would be too
   * long or can't be signed. Times in seconds since 1970.
   */
  write(description: Slice, txn: Slice, issuedAt: u64, expires: u64): Slice {
    const payload = this.payload(description, txn, issuedAt, expires);
    const headerSize = lengthOf(this.header);
    const signed = headerSize + encodedSize(lengthOf(payload));
    const isTooLong = this.json.full || signed + 1 + encodedSize(MAX_SIGNATURE) > MAX_TOKEN;
    if (isTooLong || description == EMPTY) return ABSENT;
    const token = this.token;
    memory.copy(token, addressOf(this.header), headerSize);
    encodeBase64Url(payload, token + headerSize);
    const size = this.signer.sign(slice(token, signed), this.signature);
    if (size == 0) return ABSENT;
    store<u8>(token + signed, DOT);
    return slice(token, signed + 1 + encodeBase64Url(slice(this.signature, size), token + signed + 1));
  }

  dispose(): void {
    heap.free(this.description);
    heap.free(this.whole);
    heap.free(this.token);
    heap.free(this.signature);
  }

  private payload(description: Slice, txn: Slice, issuedAt: u64, expires: u64): Slice {
    const json = this.json;
    json.open(this.whole, MAX_TOKEN);
    json.bytes(this.beginning);
    json.bytes(ISSUED_AT);
    json.number(issuedAt);
    json.bytes(EXPIRES);
    json.number(expires);
    json.bytes(TRANSACTION);
    writeJsonString(json, txn);
    json.bytes(description);
    return json.finish();
  }

  /** The scopes of the user; the draft requires the claim. */
  private scope(principal: Principal): void {
    this.json.bytes(SCOPE);
    const scope = principal.isToken ? memberOf(principal.claims, SCOPE_NAME) : ABSENT;
    const scp = principal.isToken ? memberOf(principal.claims, SCP) : ABSENT;
    if (isString(scope)) this.json.bytes(scope);
    else if (isString(scp)) this.json.bytes(scp);
    else if (isArray(scp)) this.join(scp);
    else this.json.bytes(NOTHING);
  }

  /** The strings of an array as one, as they are written. */
  private join(array: Slice): void {
    const json = this.json;
    const cursor = this.cursor;
    json.bytes(QUOTE);
    let isFirst = true;
    cursor.open(array);
    while (cursor.next()) {
      if (!isString(cursor.value)) continue;
      if (!isFirst) json.bytes(SPACE);
      isFirst = false;
      json.bytes(slice(addressOf(cursor.value) + 1, lengthOf(cursor.value) - 2));
    }
    json.bytes(QUOTE);
  }

  /** What the user is to policies, in the words of the token that said so. */
  private context(principal: Principal): void {
    const json = this.json;
    json.bytes(CONTEXT);
    writeJsonString(json, principal.iss);
    if (principal.isToken) {
      const scope = memberOf(principal.claims, SCOPE_NAME);
      if (this.travelling.aud) this.member(AUDIENCE, memberOf(principal.claims, AUD));
      if (this.travelling.scopes && isString(scope)) this.member(SCOPE, scope);
      else if (this.travelling.scopes) this.member(SCOPES, memberOf(principal.claims, SCP));
    }
    json.bytes(CLAIMS);
    if (this.travelling.allClaims) json.bytes(principal.claims);
    else this.claims(principal.claims);
    json.bytes(CLOSE);
  }

  private member(name: Slice, value: Slice): void {
    if (!isPresent(value)) return;
    this.json.bytes(name);
    this.json.bytes(value);
  }

  /** Those that travel. */
  private claims(all: Slice): void {
    const json = this.json;
    const cursor = this.cursor;
    const names = this.travelling.claims;
    json.bytes(OPEN);
    let isFirst = true;
    cursor.open(all);
    while (names.length > 0 && cursor.next()) {
      if (placeOf(cursor.name, names) < 0) continue;
      if (!isFirst) json.bytes(COMMA);
      isFirst = false;
      json.bytes(cursor.name);
      json.bytes(COLON);
      json.bytes(cursor.value);
    }
    json.bytes(CLOSE);
  }
}
