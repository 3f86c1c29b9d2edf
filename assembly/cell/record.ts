import { writeJsonString } from "../bytes/json/write";
import { EMPTY, Slice, addressOf, isPresent, lengthOf, literal, slice } from "../bytes/slice";
import { Writer } from "../bytes/writer";
import { Engine } from "../engine/decide";
import { NO_RULE } from "../engine/evaluate";
import { Nearest } from "../engine/nearest";
import { issuerOf, subjectOf } from "../engine/user";
import { Verdict } from "../engine/verdict";
import { attributeName, destinationWorkload, hasFlag, ruleName, rulePolicy, versionOf } from "../image/image";
import { FLAG, INSTRUCTION, OP } from "../image/layout";

/**
 * Room for any record: twelve names and 16 pairs of audited ones, of at most 253 bytes each, a SPIFFE ID of at most 2,048,
 * a user of twice 256 and a transaction of 256, each byte perhaps escaped in six, and what goes between.
 */
export const RECORD_CAPACITY: i32 = 18 * 1024;

/** Bytes of who the user is. */
const MAX_USER_TEXT: i32 = 256;

const OPEN = literal('{"verdict":"');
const POLICY = literal('","policy":"');
const RULE = literal('","rule":"');
const NO_POLICY = literal('","policy":null,"rule":null');
const QUOTE = literal('"');
const VERSION = literal(',"version":"');
const GATEWAY = literal('","tier":"gateway"');
const SIDECAR = literal('","tier":"sidecar"');
const REASON = literal(',"reason":"');
const UNDECIDED = literal(',"undecided":"');
const DESTINATION = literal(',"destination":"');
const NEAREST = literal(',"nearest":{"policy":"');
const CLAUSE = literal('","clause":');
const ATTRIBUTE = literal(',"attribute":"');
const NEAREST_END = literal('"}');
const SHADOW = literal(',"shadow":{"verdict":"');
const SHADOW_END = literal("}");
const USER = literal(',"user":{"iss":');
const TRANSACTION = literal(',"txn":');
const SUBJECT = literal(',"sub":');
const AUDIT = literal(',"audit":["');
const AUDIT_NEXT = literal('","');
const AUDIT_END = literal('"]');
const AUDIT_CUT = literal(',"auditCut":true');
const LIMIT = literal(',"limit":{"policy":"');
const LIMIT_NAME = literal('","name":"');
const LIMIT_LEFT = literal('","left":');
const COST_ERROR = literal(',"costError":"');
const LIMIT_ERROR = literal(',"limitError":"');
const SLASH = literal("/");
const CLOSE = literal("}");

const ALLOW = literal("allow");
const DENY = literal("deny");
const UNAUTHENTICATED = literal("unauthenticated");
const LIMITED = literal("limited");
const INVALID = literal("invalid");

const METHOD = literal("method");
const HOST = literal("host");
const PATH = literal("path");
const HEADER = literal("header");
const PEER = literal("peer");
const SOURCE = literal("source");
const DESTINATION_NAME = literal("destination");
const CONDITION = literal("condition");

/**
 * The decision record of one request, as JSON. Nothing but who the user is comes from the request, so nothing else
 * needs escaping and no secret can get in: the names are the policy's own, checked when the image was loaded.
 */
@final
export class Record {
  private writer: Writer = new Writer();

  constructor(private image: usize) {}

  /** A verdict by a rule or limit, or by the default when `policy` is empty. */
  begin(address: usize, verdict: Verdict, policy: Slice, rule: Slice): void {
    const writer = this.writer;
    writer.open(address, RECORD_CAPACITY);
    writer.bytes(OPEN);
    this.decided(verdict, policy, rule);
    writer.bytes(VERSION);
    writer.bytes(versionOf(this.image));
    writer.bytes(hasFlag(this.image, FLAG.GATEWAY) ? GATEWAY : SIDECAR);
  }

  /** Why the request was refused before any rule was asked. */
  reason(name: Slice): void {
    this.field(REASON, name);
  }

  /** Which attribute was missing when a deny rule matched for that; and which audit rules matched. */
  details(engine: Engine): void {
    if (engine.doubt != 0) this.field(UNDECIDED, attributeOf(this.image, engine.doubt));
    if (engine.isAhead) this.field(DESTINATION, destinationWorkload(this.image, engine.facts.destination));
    this.nearest(engine.nearest);
    const evaluator = engine.evaluator;
    for (let i = 0; i < evaluator.auditCount; i++) {
      this.writer.bytes(i == 0 ? AUDIT : AUDIT_NEXT);
      const rule = unchecked(evaluator.audits[i]);
      this.writer.bytes(rulePolicy(this.image, rule));
      this.writer.bytes(SLASH);
      this.writer.bytes(ruleName(this.image, rule));
    }
    if (evaluator.auditCount > 0) this.writer.bytes(AUDIT_END);
    if (evaluator.auditsCut) this.writer.bytes(AUDIT_CUT);
  }

  /** The limit that refused, or came closest to it, and how many hits it has left. */
  limit(policy: Slice, name: Slice, left: u32): void {
    const writer = this.writer;
    writer.bytes(LIMIT);
    writer.bytes(policy);
    writer.bytes(LIMIT_NAME);
    writer.bytes(name);
    writer.bytes(LIMIT_LEFT);
    writer.number(left);
    writer.bytes(CLOSE);
  }

  /** A limit for which the request counted 1, because its cost gave no number. */
  costError(policy: Slice, name: Slice): void {
    this.mark(COST_ERROR, policy, name);
  }

  /** A limit of the mesh that the rate limit service did not count. */
  limitError(policy: Slice, name: Slice): void {
    this.mark(LIMIT_ERROR, policy, name);
  }

  /** Which transaction the request belongs to; `EMPTY`: none. */
  transaction(txn: Slice): void {
    if (txn == EMPTY) return;
    this.writer.bytes(TRANSACTION);
    writeJsonString(this.writer, txn);
  }

  /** Who the user is (engine/user.ts), if anybody. */
  user(user: usize): void {
    if (user == 0) return;
    this.writer.bytes(USER);
    writeJsonString(this.writer, cut(issuerOf(user)));
    if (isPresent(subjectOf(user))) {
      this.writer.bytes(SUBJECT);
      writeJsonString(this.writer, cut(subjectOf(user)));
    }
    this.writer.bytes(SHADOW_END);
  }

  /** What would have become of the request without shadow mode. */
  shadow(verdict: Verdict, policy: Slice, rule: Slice): void {
    this.writer.bytes(SHADOW);
    this.decided(verdict, policy, rule);
    this.writer.bytes(SHADOW_END);
  }

  finish(): Slice {
    this.writer.bytes(CLOSE);
    return this.writer.finish();
  }

  private decided(verdict: Verdict, policy: Slice, rule: Slice): void {
    const writer = this.writer;
    writer.bytes(nameOf(verdict));
    if (policy == EMPTY) {
      writer.bytes(NO_POLICY);
    } else {
      writer.bytes(POLICY);
      writer.bytes(policy);
      writer.bytes(RULE);
      writer.bytes(rule);
      writer.bytes(QUOTE);
    }
  }

  private nearest(miss: Nearest): void {
    if (miss.rule == NO_RULE) return;
    const writer = this.writer;
    writer.bytes(NEAREST);
    writer.bytes(rulePolicy(this.image, miss.rule));
    writer.bytes(RULE);
    writer.bytes(ruleName(this.image, miss.rule));
    writer.bytes(CLAUSE);
    writer.number(miss.clause);
    writer.bytes(ATTRIBUTE);
    writer.bytes(attributeOf(this.image, miss.instruction));
    writer.bytes(NEAREST_END);
  }

  private mark(field: Slice, policy: Slice, name: Slice): void {
    const writer = this.writer;
    writer.bytes(field);
    writer.bytes(policy);
    writer.bytes(SLASH);
    writer.bytes(name);
    writer.bytes(QUOTE);
  }

  private field(name: Slice, value: Slice): void {
    this.writer.bytes(name);
    this.writer.bytes(value);
    this.writer.bytes(QUOTE);
  }
}

/** Without the character that would make it too long, and what follows. */
function cut(text: Slice): Slice {
  if (lengthOf(text) <= MAX_USER_TEXT) return text;
  let length = MAX_USER_TEXT;
  while ((load<u8>(addressOf(text) + length) & 0xc0) == 0x80) length--;
  return slice(addressOf(text), length);
}

function nameOf(verdict: Verdict): Slice {
  switch (verdict) {
    case Verdict.Allow:
      return ALLOW;
    case Verdict.Limited:
      return LIMITED;
    case Verdict.Invalid:
      return INVALID;
    case Verdict.Unauthenticated:
      return UNAUTHENTICATED;
    default:
      return DENY;
  }
}

/** What an instruction tests. */
function attributeOf(image: usize, instruction: usize): Slice {
  const op = u32(load<u8>(instruction, INSTRUCTION.OP));
  if (op == OP.METHOD) return METHOD;
  if (op <= OP.HOST_SUFFIX) return HOST;
  if (op <= OP.PATH_SUFFIX) return PATH;
  if (op <= OP.HEADER_ABSENT) return HEADER;
  if (op <= OP.PEER_PARTS) return PEER;
  if (op == OP.SOURCE) return SOURCE;
  if (op == OP.DESTINATION) return DESTINATION_NAME;
  return op == OP.CONDITION ? CONDITION : attributeName(image, load<u16>(instruction, INSTRUCTION.ATTRIBUTE));
}
