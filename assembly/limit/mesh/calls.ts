import { NO_CALL } from "../../sdk/index";
import { Counts } from "../counts";

/** A question to the rate limit service that has not been answered. */
@final
export class Call {
  tag: u64 = 0;
  hits: u32 = 0;
  /** When it went out. */
  at: u64 = 0;
  /** When the window ends in which it went out, by this Envoy's clock. */
  endOfWindow: u64 = 0;
  /** Hits in a window. */
  count: u32 = 0;
  periodNs: u64 = 0;
  /** Tells of hits that were used already, so that there is nothing to get. */
  isPaying: bool = false;
  counts: Counts = new Counts();
}

/** What a worker has under way at most: beyond that a call fails. */
const MOST_CALLS: i32 = 4096;

/** The calls that a worker has under way, by token. */
@final
export class Calls {
  private underway: Map<u32, Call> = new Map<u32, Call>();
  private tokens: Map<u64, u32> = new Map<u64, u32>();
  private free: Array<Call> = new Array<Call>();

  get isFull(): bool {
    return this.underway.size >= MOST_CALLS;
  }

  /** A call to be filled in. */
  add(token: u32, tag: u64): Call {
    const call = this.free.length > 0 ? this.free.pop() : new Call();
    call.tag = tag;
    this.underway.set(token, call);
    this.tokens.set(tag, token);
    return call;
  }

  /** The call for a tag that was made last; `NO_CALL` when none is under way. */
  tokenOf(tag: u64): u32 {
    return this.tokens.has(tag) ? this.tokens.get(tag) : NO_CALL;
  }

  /** The call that an answer is for, which is under way no more; null when there is none. Good until the next `add`. */
  take(token: u32): Call | null {
    if (!this.underway.has(token)) return null;
    const call = this.underway.get(token);
    this.underway.delete(token);
    if (this.tokenOf(call.tag) == token) this.tokens.delete(call.tag);
    this.free.push(call);
    return call;
  }
}
