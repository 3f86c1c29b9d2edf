/** Path normalization: what policy sees, and what the upstream gets. */
import { PATH } from "../image/layout";
import { DOT, FRAGMENT, SLASH, skipNormal } from "./path-bytes";
import { PathEncoding } from "./path-encoding";
import { PathFlaw } from "./path-flaw";
import { EMPTY, Slice, addressOf, lengthOf, slice } from "./slice";
import { equals } from "./view";

export { PathFlaw } from "./path-flaw";

/** The longest path that is looked at, bytes before the query. */
export const MAX_PATH: i32 = 8192;

const QUESTION_MARK: u8 = 0x3f;

/** The way from the value of `:path` to its normal form; one at a time. */
@final
export class PathNormalizer {
  /** The normal form without query: the input's own bytes when they were normal, else bytes that the next call overwrites. */
  path: Slice = EMPTY;
  /** From the `?` on, as it came; empty when there is none. */
  query: Slice = EMPTY;
  /** Whether `path` and `query` together are not what came. */
  changed: bool = false;
  private buffer: usize = heap.alloc(3 * MAX_PATH);
  private encoding: PathEncoding = new PathEncoding(this.buffer);

  /**
   * `bits`: the image's `PATH` bits. A path that is normal already is not copied. All modes but the strict
   * one drop a fragment, wherever it begins.
   */
  normalize(raw: Slice, bits: u32): PathFlaw {
    const start = addressOf(raw);
    this.path = raw;
    this.query = EMPTY;
    this.changed = false;
    if (lengthOf(raw) <= 0 || load<u8>(start) != SLASH) return PathFlaw.Relative;
    const end = start + lengthOf(raw);
    const strict = (bits & PATH.STRICT) != 0;
    const clean = skipNormal(start, end);
    const pathEnd = endOfPath(clean, end, strict);
    if (i32(pathEnd - start) > MAX_PATH) return PathFlaw.TooLong;
    const queryEnd = endOfQuery(pathEnd, end, strict);
    if (queryEnd == 0) return PathFlaw.Control;
    this.path = slice(start, i32(pathEnd - start));
    this.query = slice(pathEnd, i32(queryEnd - pathEnd));
    this.changed = queryEnd != end;
    return clean == pathEnd ? PathFlaw.None : this.rewrite(clean, bits);
  }

  dispose(): void {
    heap.free(this.buffer);
  }

  /** Percent-encoding first, then dot segments, slashes last: Envoy's order. */
  private rewrite(clean: usize, bits: u32): PathFlaw {
    const start = addressOf(this.path);
    let flaw = this.encoding.write(start, clean, start + lengthOf(this.path), bits);
    if (flaw != PathFlaw.None) return flaw;
    let length = this.encoding.length;
    if ((bits & PATH.DOT_SEGMENTS) != 0) {
      length = removeDotSegments(this.buffer, length, (bits & PATH.STRICT) != 0);
      if (length < 0) return PathFlaw.AboveRoot;
    }
    if ((bits & PATH.MERGE_SLASHES) != 0) length = mergeSlashes(this.buffer, length);
    const normal = slice(this.buffer, length);
    if (equals(normal, this.path)) return PathFlaw.None;
    this.path = normal;
    this.changed = true;
    return PathFlaw.None;
  }
}

function endOfPath(at: usize, end: usize, strict: bool): usize {
  for (; at < end; at++) {
    const byte = load<u8>(at);
    if (byte == QUESTION_MARK || (byte == FRAGMENT && !strict)) break;
  }
  return at;
}

/** The end, or where a fragment begins; 0 when a raw NUL, CR or LF is there. */
function endOfQuery(at: usize, end: usize, strict: bool): usize {
  let fragment: usize = 0;
  for (; at < end; at++) {
    const byte = load<u8>(at);
    if (byte == 0 || byte == 0x0a || byte == 0x0d) return 0;
    if (byte == FRAGMENT && !strict && fragment == 0) fragment = at;
  }
  return fragment == 0 ? end : fragment;
}

/**
 * RFC 3986 §5.2.4 in place: what is written never gets ahead of what is read. Answers the new length; negative
 * when `strict` and `..` goes above the root.
 */
function removeDotSegments(buffer: usize, length: i32, strict: bool): i32 {
  let out = 0;
  let at = 0;
  while (at < length) {
    const start = at + 1;
    let end = start;
    while (end < length && load<u8>(buffer + end) != SLASH) end++;
    const dots = dotsOf(buffer + start, end - start);
    if (dots == 2) {
      if (out == 0 && strict) return -1;
      while (out > 0 && load<u8>(buffer + --out) != SLASH) {}
    }
    if (dots == 0) {
      memory.copy(buffer + out, buffer + at, end - at);
      out += end - at;
    } else if (end == length) {
      store<u8>(buffer + out++, SLASH);
    }
    at = end;
  }
  return out;
}

/** 1 for `.`, 2 for `..`, else 0. */
function dotsOf(segment: usize, length: i32): i32 {
  if (length == 0 || length > 2 || load<u8>(segment) != DOT) return 0;
  return length == 1 ? 1 : load<u8>(segment, 1) == DOT ? 2 : 0;
}

/** In place; answers the new length. */
function mergeSlashes(buffer: usize, length: i32): i32 {
  let out = 0;
  for (let at = 0; at < length; at++) {
    const byte = load<u8>(buffer + at);
    if (byte == SLASH && out > 0 && load<u8>(buffer + out - 1) == SLASH) continue;
    store<u8>(buffer + out++, byte);
  }
  return out;
}
