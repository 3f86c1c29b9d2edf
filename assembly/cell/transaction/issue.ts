import {
  ABSENT,
  EMPTY,
  HeaderMapType,
  Slice,
  Status,
  addressOf,
  allocate,
  isPresent,
  lengthOf,
  literal,
  now,
  random64,
  removeHeader,
  replaceHeader,
  slice,
} from "../../sdk/index";
import { UUID_LENGTH, writeUuid } from "../../bytes/uuid";
import { Facts } from "../../engine/facts";
import { UNKNOWN } from "../../engine/named-values";
import { USER, issuerOf, subjectOf } from "../../engine/user";
import { HmacSigner, Signer } from "../../identity/transaction/signer";
import { Principal, TransactionWriter, Travelling } from "../../identity/transaction/write";
import { Verified, contentOf } from "../../identity/verified";
import { stringAt } from "../../image/image";
import { ALGORITHM, HEADER, TRANSACTION, TRANSACTION_FLAG } from "../../image/layout";
import { HostSigner } from "./host-signer";
import { operandOf, textsOf } from "./record";

const TXN_TOKEN = literal("txn-token");
const REQUEST_ID = literal("x-request-id");

/** Bytes of a request's id that is the transaction's, too. */
const MAX_ID: i32 = 128;

const NS_PER_SECOND: u64 = 1_000_000_000;

/** Of what is remembered: u64 transaction id | u64 token, both slices, then what they refer to. */
const TXN: usize = 0;
const TOKEN: usize = 8;
const TEXT: usize = 16;

/**
 * Gives requests the transaction token of their user. HS256: one for each request. RS256 takes the host a while to
 * sign, so that a user's token is used again for half of its lifetime, and `txn` means all those requests.
 */
@final
export class TransactionIssuer {
  /** `txn` of the current request; `EMPTY` when it has no token. */
  txn: Slice = EMPTY;
  private writer: TransactionWriter;
  private principal: Principal = new Principal();
  private issued: Verified | null = null;
  private lifetime: u64;
  private tokenHeader: i32;
  private requestId: i32;

  constructor(
    image: usize,
    record: usize,
    private facts: Facts,
  ) {
    const key = operandOf(image, record, TRANSACTION.SIGNING_KEY);
    const isHmac = u32(load<u16>(record, TRANSACTION.ALGORITHM)) == ALGORITHM.HS256;
    const signer: Signer = isHmac ? new HmacSigner(key) : new HostSigner(key);
    const flags = u32(load<u16>(record, TRANSACTION.FLAGS));
    const travelling = new Travelling(
      (flags & TRANSACTION_FLAG.AUD) != 0,
      (flags & TRANSACTION_FLAG.SCOPES) != 0,
      (flags & TRANSACTION_FLAG.ALL_CLAIMS) != 0,
      textsOf(image, record),
    );
    const header = stringAt(image, load<u32>(record, TRANSACTION.HEADER));
    const claims = stringAt(image, load<u32>(record, TRANSACTION.CLAIMS));
    this.writer = new TransactionWriter(header, claims, travelling, signer);
    if (!isHmac) this.issued = new Verified(load<u32>(image, HEADER.TOKEN_CACHE), random64(), random64());
    this.lifetime = load<u32>(record, TRANSACTION.LIFETIME);
    this.tokenHeader = facts.headers.idOf(TXN_TOKEN);
    this.requestId = facts.headers.idOf(REQUEST_ID);
  }

  /** Whether the image has the names of the headers that matter here. */
  get isSound(): bool {
    return this.tokenHeader != UNKNOWN && this.requestId != UNKNOWN;
  }

  /**
   * Puts the token of the request's user in place of whatever the caller sent; without a user, or without a name for
   * him, nothing. `isToken`: the user came with a token, not with an API key. False when that can't be.
   */
  issue(isToken: bool): bool {
    const user = this.facts.user;
    if (!isPresent(subjectOf(user))) return this.remove();
    this.principal.sub = subjectOf(user);
    this.principal.iss = issuerOf(user);
    this.principal.claims = load<u64>(user, USER.TEXT);
    this.principal.isToken = isToken;
    const description = this.writer.describe(this.principal);
    const issued = this.issued;
    const token = issued ? this.again(issued, description) : this.sign(description, this.transactionId());
    return isPresent(token) && replaceHeader(HeaderMapType.RequestHeaders, TXN_TOKEN, token) == Status.Ok;
  }

  dispose(): void {
    this.writer.dispose();
    const issued = this.issued;
    if (issued) issued.dispose();
  }

  private remove(): bool {
    if (this.facts.headers.first(this.tokenHeader) < 0) return true;
    return removeHeader(HeaderMapType.RequestHeaders, TXN_TOKEN) == Status.Ok;
  }

  private sign(description: Slice, txn: Slice): Slice {
    const time = now() / NS_PER_SECOND;
    if (time == 0) return ABSENT;
    this.txn = txn;
    return this.writer.write(description, txn, time, time + this.lifetime);
  }

  /** A token that says the same and is good for half of its lifetime at least; else a new one. */
  private again(issued: Verified, description: Slice): Slice {
    const time = f64(now()) / f64(NS_PER_SECOND);
    const found = issued.find(description, 0, time);
    if (found != 0) {
      this.txn = load<u64>(contentOf(found), TXN);
      return load<u64>(contentOf(found), TOKEN);
    }
    const txn = randomId();
    const token = this.sign(description, txn);
    if (isPresent(token)) this.remember(issued, description, token, time + f64(this.lifetime) / 2);
    return token;
  }

  private remember(issued: Verified, description: Slice, token: Slice, until: f64): void {
    const txn = this.txn;
    const size = TEXT + lengthOf(txn) + lengthOf(token);
    const content = contentOf(issued.prepare(description, 0, size));
    const text = content + TEXT;
    memory.copy(text, addressOf(txn), lengthOf(txn));
    memory.copy(text + lengthOf(txn), addressOf(token), lengthOf(token));
    store<u64>(content, slice(text, lengthOf(txn)), TXN);
    store<u64>(content, slice(text + lengthOf(txn), lengthOf(token)), TOKEN);
    issued.keep((content + size + 7) & ~7, 0, until);
  }

  /** The request's own id, so that both name the same; a new one where that is none. */
  private transactionId(): Slice {
    const id = this.facts.headers.single(this.requestId);
    return isId(id) ? id : randomId();
  }
}

/** Visible ASCII, and not too long; callers may have sent anything. */
function isId(text: Slice): bool {
  if (lengthOf(text) <= 0 || lengthOf(text) > MAX_ID) return false;
  for (let i = 0; i < lengthOf(text); i++)
    if (load<u8>(addressOf(text) + i) - 0x21 > 0x7e - 0x21) return false;
  return true;
}

function randomId(): Slice {
  return writeUuid(random64(), random64(), allocate(UUID_LENGTH));
}
