/**
 * Tokens under the tags of the ids that they came with, in one shared value of bounded size, oldest first:
 *
 *   +---------+-----------+----------+-------+----
 *   | u64 tag | u32 until | u32 size | token | …     until: seconds since 1970, when the token ends
 *   +---------+-----------+----------+-------+----
 *
 * Whatever a value holds, reading stays within it.
 */
import { EMPTY, Slice, addressOf, lengthOf, slice } from "../bytes/slice";
import { equals } from "../bytes/view";

const HEAD: i32 = 16;

/** Bytes of a set at most. */
export const SET_CAPACITY: i32 = 8192;

/** A longer token is not kept; none is issued. */
export const MAX_TOKEN: i32 = SET_CAPACITY - HEAD;

/** Goes through the entries of a set that have not ended: `open`, then `next` until it says false. */
@final
export class TokenCursor {
  tag: u64 = 0;
  until: u32 = 0;
  token: Slice = EMPTY;
  /** The whole entry. */
  entry: Slice = EMPTY;
  private at: usize = 0;
  private end: usize = 0;
  private now: u32 = 0;

  /** `now`: seconds since 1970. */
  open(set: Slice, now: u32): void {
    this.at = addressOf(set);
    this.end = addressOf(set) + lengthOf(set);
    this.now = now;
  }

  next(): bool {
    while (this.at + HEAD <= this.end) {
      const at = this.at;
      const size = load<u32>(at, 12);
      if (size > u32(this.end - at) - HEAD) return false;
      this.at = at + HEAD + size;
      this.until = load<u32>(at, 8);
      if (this.until <= this.now) continue;
      this.tag = load<u64>(at);
      this.token = slice(at + HEAD, size);
      this.entry = slice(at, HEAD + size);
      return true;
    }
    return false;
  }
}

const cursor = new TokenCursor();

/**
 * Writes a set with one token more to `to`, which has `SET_CAPACITY` bytes, and answers how many it takes. What has
 * ended goes; the oldest go when all do not fit. The token is at most `MAX_TOKEN` bytes long.
 */
export function addToken(set: Slice, tag: u64, token: Slice, until: u32, now: u32, to: usize): i32 {
  let excess = sizeOfOthers(set, tag, token, now) + HEAD + lengthOf(token) - SET_CAPACITY;
  let at = to;
  cursor.open(set, now);
  while (cursor.next()) {
    if (isSame(tag, token)) continue;
    const size = lengthOf(cursor.entry);
    if (excess > 0) {
      excess -= size;
    } else {
      memory.copy(at, addressOf(cursor.entry), size);
      at += size;
    }
  }
  store<u64>(at, tag);
  store<u32>(at, until, 8);
  store<u32>(at, lengthOf(token), 12);
  memory.copy(at + HEAD, addressOf(token), lengthOf(token));
  return i32(at - to) + HEAD + lengthOf(token);
}

function sizeOfOthers(set: Slice, tag: u64, token: Slice, now: u32): i32 {
  let size = 0;
  cursor.open(set, now);
  while (cursor.next()) if (!isSame(tag, token)) size += lengthOf(cursor.entry);
  return size;
}

/** Whether the entry says what is to be added. */
function isSame(tag: u64, token: Slice): bool {
  return cursor.tag == tag && equals(cursor.token, token);
}
