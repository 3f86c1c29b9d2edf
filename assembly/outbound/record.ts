import { Slice, literal } from "../bytes/slice";
import { Writer } from "../bytes/writer";
import { Verdict } from "../engine/verdict";

/** Room for any record: all that is in it are words of its own. */
export const RECORD_CAPACITY: i32 = 256;

const OPEN = literal('{"tier":"outbound","verdict":"');
const TOKEN = literal('","token":"');
const REASON = literal('","reason":"');
const SHADOW = literal('","shadow":{"verdict":"');
const SHADOW_END = literal('"}');
const QUOTE = literal('"');
const CLOSE = literal("}");

const ALLOW = literal("allow");
const DENY = literal("deny");
const INVALID = literal("invalid");

/** The record of one call, as JSON. Nothing in it comes from the call. */
@final
export class Record {
  private writer: Writer = new Writer();

  begin(address: usize, verdict: Verdict): void {
    this.writer.open(address, RECORD_CAPACITY);
    this.writer.bytes(OPEN);
    this.writer.bytes(nameOf(verdict));
  }

  /** What became of the token. */
  token(name: Slice): void {
    this.field(TOKEN, name);
  }

  /** Why the call was refused. */
  reason(name: Slice): void {
    this.field(REASON, name);
  }

  /** What would have become of the call without shadow mode. */
  shadow(verdict: Verdict, reason: Slice): void {
    this.writer.bytes(SHADOW);
    this.writer.bytes(nameOf(verdict));
    this.writer.bytes(REASON);
    this.writer.bytes(reason);
    this.writer.bytes(SHADOW_END);
  }

  finish(): Slice {
    this.writer.bytes(CLOSE);
    return this.writer.finish();
  }

  private field(name: Slice, value: Slice): void {
    this.writer.bytes(name);
    this.writer.bytes(value);
    this.writer.bytes(QUOTE);
  }
}

function nameOf(verdict: Verdict): Slice {
  if (verdict == Verdict.Allow) return ALLOW;
  return verdict == Verdict.Invalid ? INVALID : DENY;
}
