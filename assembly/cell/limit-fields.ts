/** The response fields of draft-ietf-httpapi-ratelimit-headers (September 2025): structured fields, RFC 9651. */
import { Slice, allocate, literal } from "../sdk/index";
import { Writer } from "../bytes/writer";
import { Limit } from "../limit/limit";

export const RATE_LIMIT = literal("ratelimit");
export const RATE_LIMIT_POLICY = literal("ratelimit-policy");

const NS_PER_SECOND: u64 = 1_000_000_000;

/** Bytes of an item at most: a name of 253, and numbers. */
const ITEM_CAPACITY: i32 = 352;

const SEPARATOR = literal(", ");
const QUOTE = literal('"');
const QUOTA = literal('";q=');
const WINDOW = literal(";w=");
const CONCURRENT = literal(';qu="concurrent-requests"');
const BYTES = literal(';qu="content-bytes"');
const REMAINING = literal('";r=');
const RESET = literal(";t=");

/** Whole seconds, rounded up, as `Retry-After` (RFC 9110 §10.2.3) and these fields have them. */
export function seconds(ns: u64): u64 {
  return ns / NS_PER_SECOND + u64(ns % NS_PER_SECOND != 0);
}

/** A list of items, one for each limit. */
@final
export class LimitField {
  private writer: Writer = new Writer();
  private isEmpty: bool = true;

  /** Begins anew, with room for as many items. */
  open(items: i32): void {
    this.writer.open(allocate(items * ITEM_CAPACITY), items * ITEM_CAPACITY);
    this.isEmpty = true;
  }

  /** `RateLimit-Policy`: what the limit admits in a window, which is whole seconds. */
  addPolicy(limit: Limit): void {
    const writer = this.writer;
    this.name(limit);
    writer.bytes(QUOTA);
    if (limit.isRunning) {
      writer.number(limit.rate.burst);
      return writer.bytes(CONCURRENT);
    }
    const window = seconds(limit.rate.periodNs);
    writer.number(limit.rate.hitsIn(window * NS_PER_SECOND));
    if (limit.isPaidBySize) writer.bytes(BYTES);
    writer.bytes(WINDOW);
    writer.number(window);
  }

  /** `RateLimit`: what is left, and after how long there is more. */
  addState(limit: Limit, moreInNs: u64): void {
    const writer = this.writer;
    this.name(limit);
    writer.bytes(REMAINING);
    writer.number(limit.remaining);
    if (limit.isRunning) return;
    writer.bytes(RESET);
    writer.number(seconds(moreInNs));
  }

  finish(): Slice {
    return this.writer.finish();
  }

  private name(limit: Limit): void {
    if (!this.isEmpty) this.writer.bytes(SEPARATOR);
    this.isEmpty = false;
    this.writer.bytes(QUOTE);
    this.writer.bytes(limit.name);
  }
}
