import {
  EMPTY,
  Slice,
  addressOf,
  equals,
  isPresent,
  lengthOf,
  literal,
  now,
  random64,
} from "../../sdk/index";
import { traceIdOf } from "../../bytes/traceparent";
import { buildClaims, describeUser, entryOf, roomForUser, textIn } from "../../engine/build-user";
import { tagOf } from "../../engine/condition/values";
import { NO_RULE } from "../../engine/evaluate";
import { Engine } from "../../engine/decide";
import { UNKNOWN } from "../../engine/named-values";
import { USER } from "../../engine/user";
import { KeySet } from "../../identity/key-set";
import { TokenFlaw } from "../../identity/token/flaw";
import { TokenType } from "../../identity/token/header";
import { Requirements, Token } from "../../identity/token/token";
import { Verified, contentOf } from "../../identity/verified";
import { stringAt } from "../../image/image";
import { EFFECT, HEADER, TAG, TRANSACTION, TRANSACTION_MAX } from "../../image/layout";
import { IdKind, ReceivedTokens } from "../../received/received-tokens";
import { HostSignatures } from "../host-signatures";
import { operandOf, textsOf } from "./record";
import * as Reason from "./reasons";

const TXN_TOKEN = literal("txn-token");
const REQUEST_ID = literal("x-request-id");
const TRACEPARENT = literal("traceparent");

const TXN = literal("txn");
const SUB = literal("sub");
const SCOPE = literal("scope");
const REQUESTER = literal("req_wl");
const CONTEXT = literal("tctx");
const CLAIMS = literal("claims");
const ISS = literal("iss");
const ISSUED_AT = literal("iat");

/** Bytes of `txn`. */
const MAX_TXN: i32 = 256;

const NS_PER_SECOND: f64 = 1e9;

/** Of what is remembered: slice of `txn` | f64 when the token ends, then the user's block. */
const ID: usize = 0;
const EXPIRY: usize = 8;
const BLOCK: usize = 16;

const token = new Token();
const host = new HostSignatures();

/** Believes the transaction tokens of a mesh's gateways, and of nobody else. */
@final
export class TransactionReceiver {
  /** `txn` of the current request; `EMPTY` when it has no token. */
  txn: Slice = EMPTY;
  private required: Requirements;
  private requesters: StaticArray<Slice>;
  private verified: Verified;
  private received: ReceivedTokens = new ReceivedTokens();
  /** What was verified last. */
  private entry: usize = 0;
  /** What the current request brought, and when that ends. */
  private sent: Slice = EMPTY;
  private expiry: f64 = 0;
  private tokenHeader: i32;
  private requestId: i32;
  private traceparent: i32;

  constructor(
    private image: usize,
    private record: usize,
    private engine: Engine,
  ) {
    const audience: StaticArray<Slice> = [stringAt(image, load<u32>(record, TRANSACTION.TRUST_DOMAIN))];
    const algorithm = (<u32>1) << load<u16>(record, TRANSACTION.ALGORITHM);
    this.required = new Requirements(new KeySet(), algorithm, audience, f64(TRANSACTION_MAX.LEEWAY));
    this.requesters = textsOf(image, record);
    this.verified = new Verified(load<u32>(image, HEADER.TOKEN_CACHE), random64(), random64());
    const headers = engine.facts.headers;
    this.tokenHeader = headers.idOf(TXN_TOKEN);
    this.requestId = headers.idOf(REQUEST_ID);
    this.traceparent = headers.idOf(TRACEPARENT);
  }

  /** Takes the keys that the image has; false when the set of them is not sound, or the image lacks a name of a header. */
  openKeys(): bool {
    if (this.tokenHeader == UNKNOWN || this.requestId == UNKNOWN || this.traceparent == UNKNOWN) return false;
    const keys = operandOf(this.image, this.record, TRANSACTION.KEYS);
    return this.required.keys.open(addressOf(keys), lengthOf(keys));
  }

  /** Makes ready; false when the host gives no shared data. */
  open(): bool {
    return this.received.open();
  }

  /** Forgets the request before. */
  clear(): void {
    this.txn = EMPTY;
    this.sent = EMPTY;
  }

  /** Makes the user of the request a fact: `EMPTY`, also without a token, else why the token is refused. */
  receive(): Slice {
    const facts = this.engine.facts;
    const first = facts.headers.first(this.tokenHeader);
    if (first < 0) return EMPTY;
    const text = facts.headers.value(first);
    const time = now() == 0 ? Infinity : f64(now()) / NS_PER_SECOND;
    let entry = this.verified.find(text, 0, time);
    if (entry == 0) {
      const flaw = this.verify(text, time);
      if (flaw != EMPTY) return flaw;
      entry = this.entry;
    }
    if (this.engine.evaluator.lowest(EFFECT.CALLERS, facts) == NO_RULE) return Reason.CALLER;
    this.sent = text;
    this.txn = load<u64>(contentOf(entry), ID);
    this.expiry = load<f64>(contentOf(entry), EXPIRY);
    facts.user = contentOf(entry) + BLOCK;
    return EMPTY;
  }

  /** The request goes on to the workload: what that asks of others goes with the same token. */
  note(): void {
    if (lengthOf(this.sent) == 0) return;
    const headers = this.engine.facts.headers;
    const time = u32(now() / u64(NS_PER_SECOND));
    const until = u32(min(this.expiry, f64(u32.MAX_VALUE)));
    const id = headers.single(this.requestId);
    if (lengthOf(id) > 0) this.received.note(IdKind.Request, id, this.sent, until, time);
    const traceId = traceIdOf(headers.single(this.traceparent));
    if (isPresent(traceId)) this.received.note(IdKind.Trace, traceId, this.sent, until, time);
  }

  dispose(): void {
    this.verified.dispose();
  }

  /** Makes `entry` what the token says, which is remembered from then on; or answers why it is refused. */
  private verify(text: Slice, time: f64): Slice {
    let flaw = token.parse(text, TokenType.Transaction);
    if (flaw == TokenFlaw.None) flaw = token.check(this.required, time, host);
    if (flaw != TokenFlaw.None) return Reason.ofToken(flaw);
    const entry = this.verified.prepare(text, 0, BLOCK + roomForUser(token.payload));
    const block = contentOf(entry) + BLOCK;
    if (!buildClaims(block, token.payload)) return Reason.FORM;
    const claims = block + USER.CLAIMS;
    const context = entryOf(claims, CONTEXT);
    if (!this.isComplete(claims) || !isContext(context)) return Reason.FORM;
    if (!this.isRequester(textIn(claims, REQUESTER))) return Reason.REQUESTER;
    store<u64>(contentOf(entry), textIn(claims, TXN), ID);
    store<f64>(contentOf(entry), token.claims.expiry, EXPIRY);
    const end = describeUser(block, textIn(claims, SUB), context, entryOf(context, CLAIMS));
    this.verified.keep(end, 0, token.claims.expiry + this.required.leeway);
    this.entry = entry;
    return EMPTY;
  }

  /** What the draft requires, beside what `check` looked at. */
  private isComplete(claims: usize): bool {
    const txn = textIn(claims, TXN);
    return (
      lengthOf(txn) > 0 &&
      lengthOf(txn) <= MAX_TXN &&
      entryOf(claims, ISSUED_AT) != 0 &&
      isPresent(textIn(claims, SUB)) &&
      isPresent(textIn(claims, SCOPE)) &&
      isPresent(textIn(claims, REQUESTER))
    );
  }

  private isRequester(workload: Slice): bool {
    const requesters = this.requesters;
    for (let i = 0; i < requesters.length; i++) if (equals(unchecked(requesters[i]), workload)) return true;
    return false;
  }
}

/** What a gateway tells policies of the user. */
function isContext(value: usize): bool {
  if (!isPresent(textIn(value, ISS))) return false;
  const claims = entryOf(value, CLAIMS);
  return claims != 0 && tagOf(claims) == TAG.MAP;
}
