import { Slice, Status, addressOf, isPresent, lengthOf, slice } from "../sdk/index";
import { siphash24 } from "../bytes/siphash";
import { Facts } from "../engine/facts";
import { sectionCount, sectionOffset, stringAt } from "../image/image";
import { textOf } from "../engine/attributes";
import { FAMILY, HEADER, KEY_KIND, KEY_PART, LIMIT, LIMIT_FLAG, MAX, RATE, SIZE } from "../image/layout";
import { bucketOf, setBucket, tatOf } from "./buckets";
import { advance, waitTime } from "./gcra";
import { BucketStore } from "./store";

/** Attempts to write a set that other workers keep changing; then the request is refused. */
const MAX_ATTEMPTS: i32 = 16;

/** No limit. */
export const NO_LIMIT: u32 = u32.MAX_VALUE;

/**
 * Enforces the limits of one image. A request passes when all admit it; one that is refused takes from none.
 * A limit in shadow mode only counts what passes.
 */
@final
export class Limiter {
  /** The limit that refused, by its place in the image. */
  refusedBy: u32 = NO_LIMIT;
  /** The first limit in shadow mode that would have refused, or `NO_LIMIT`. */
  shadowRefusedBy: u32 = NO_LIMIT;
  /** How long until it would admit the request, nanoseconds. */
  waitNs: u64 = 0;
  private count: u32;
  private limits: usize;
  private store: BucketStore = new BucketStore();
  private tags: StaticArray<u64> = new StaticArray<u64>(MAX.LIMITS);

  constructor(private image: usize) {
    this.count = sectionCount(image, HEADER.LIMITS);
    this.limits = image + sectionOffset(image, HEADER.LIMITS);
  }

  /** Makes ready; false when the host gives no shared data. */
  open(): bool {
    return this.count == 0 || this.store.open();
  }

  /** Takes one hit of each limit at `now` (nanoseconds, never going back), or tells who refuses. */
  admit(facts: Facts, now: u64): bool {
    this.shadowRefusedBy = NO_LIMIT;
    for (let i: u32 = 0; i < this.count; i++) {
      unchecked((this.tags[i] = this.tagOf(i, facts)));
      if (this.count > 1 && !this.isShadow(i) && !this.admits(i, now)) return this.refuse(i);
    }
    for (let i: u32 = 0; i < this.count; i++) {
      if (this.isShadow(i) || this.take(i, now)) continue;
      for (let j: u32 = 0; j < i; j++) if (!this.isShadow(j)) this.giveBack(j);
      return this.refuse(i);
    }
    for (let i = this.count; i > 0; i--) {
      if (this.isShadow(i - 1) && !this.take(i - 1, now)) this.shadowRefusedBy = i - 1;
    }
    return true;
  }

  /** Whether the image has limits at all. */
  get isIdle(): bool {
    return this.count == 0;
  }

  policy(limit: u32): Slice {
    return stringAt(this.image, load<u32>(this.record(limit), LIMIT.POLICY));
  }

  name(limit: u32): Slice {
    return stringAt(this.image, load<u32>(this.record(limit), LIMIT.NAME));
  }


  @inline
  private record(limit: u32): usize {
    return this.limits + limit * SIZE.LIMIT;
  }


  @inline
  private rate(limit: u32): usize {
    const rates = this.image + sectionOffset(this.image, HEADER.RATES);
    return rates + load<u32>(this.record(limit), LIMIT.RATE) * SIZE.RATE;
  }

  /** How long a token takes to come back. */
  @inline
  private interval(limit: u32): u64 {
    const rate = this.rate(limit);
    return load<u64>(rate, RATE.INTERVAL) + u64(load<u32>(rate, RATE.REMAINDER) != 0);
  }


  @inline
  private tolerance(limit: u32): u64 {
    return load<u64>(this.rate(limit), RATE.TOLERANCE);
  }


  @inline
  private isShadow(limit: u32): bool {
    return (load<u32>(this.record(limit), LIMIT.FLAGS) & LIMIT_FLAG.SHADOW) != 0;
  }

  private refuse(limit: u32): bool {
    this.refusedBy = limit;
    return false;
  }

  /** Looks without taking. */
  private admits(limit: u32, now: u64): bool {
    const tag = unchecked(this.tags[limit]);
    const set = this.store.read(tag);
    if (set == 0) return this.closed(limit);
    return this.next(limit, tatOf(bucketOf(set, tag), tag), now) != 0;
  }

  private take(limit: u32, now: u64): bool {
    const tag = unchecked(this.tags[limit]);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const set = this.store.read(tag);
      if (set == 0) return this.closed(limit);
      const version = this.store.version();
      const bucket = bucketOf(set, tag);
      const next = this.next(limit, tatOf(bucket, tag), now);
      if (next == 0) return false;
      setBucket(bucket, tag, next);
      if (this.store.write(tag, set, version) == Status.Ok) return true;
    }
    return this.closed(limit);
  }

  /** The TAT after a hit, or 0; then `waitNs` is set. */
  private next(limit: u32, tat: u64, now: u64): u64 {
    const next = advance(tat, now, this.interval(limit), this.tolerance(limit));
    if (next == 0) this.waitNs = waitTime(tat, now, this.interval(limit), this.tolerance(limit));
    return next;
  }

  /** The count can't be had: the limit refuses rather than let everything pass. */
  private closed(limit: u32): bool {
    this.waitNs = this.interval(limit);
    return false;
  }

  private giveBack(limit: u32): void {
    const tag = unchecked(this.tags[limit]);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const set = this.store.read(tag);
      if (set == 0) return;
      const version = this.store.version();
      const bucket = bucketOf(set, tag);
      const tat = tatOf(bucket, tag);
      if (tat == 0) return;
      setBucket(bucket, tag, tat - min(tat, this.interval(limit)));
      if (this.store.write(tag, set, version) == Status.Ok) return;
    }
  }

  /** Names a bucket: the limit with its numbers, so that a changed limit starts afresh, and each part of the key. */
  private tagOf(limit: u32, facts: Facts): u64 {
    const record = this.record(limit);
    let tag = this.hash(0, slice(this.rate(limit), SIZE.RATE), 0);
    tag = this.hash(tag, this.policy(limit), 0);
    tag = this.hash(tag, this.name(limit), 0);
    const parts = u32(load<u16>(record, LIMIT.KEY_COUNT));
    const key = this.image + load<u32>(record, LIMIT.KEY);
    for (let i: u32 = 0; i < parts; i++) tag = this.hashPart(tag, key + i * KEY_PART.SIZE, facts);
    return tag == 0 ? 1 : tag;
  }

  private hashPart(tag: u64, part: usize, facts: Facts): u64 {
    const kind = load<u32>(part, KEY_PART.KIND);
    const argument = load<u32>(part, KEY_PART.ARGUMENT);
    if (kind == KEY_KIND.SOURCE) {
      const size = facts.sourceFamily == 0 ? 0 : facts.sourceFamily == FAMILY.V4 ? 4 : 16;
      return this.hash(tag, slice(facts.sourceAddress, size), kind);
    }
    if (kind == KEY_KIND.ATTRIBUTE) return this.hash(tag, textOf(this.image, argument, facts), kind);
    return this.hashHeader(tag, argument, kind, facts);
  }

  /** All values of a header, so that sending it twice is a key of its own. */
  private hashHeader(tag: u64, id: u32, kind: u32, facts: Facts): u64 {
    const headers = facts.headers;
    let hashed = this.hash(tag, 0, kind);
    for (let index = headers.first(id); index >= 0; index = headers.next(index)) {
      hashed = this.hash(hashed, headers.value(index), kind);
    }
    return hashed;
  }

  /** Chains one part onto what came before; a part that is absent differs from an empty one. */
  private hash(before: u64, part: Slice, kind: u32): u64 {
    const present = isPresent(part);
    const mark = u64(kind) | (u64(present) << 8);
    return siphash24(
      present ? addressOf(part) : 0,
      present ? lengthOf(part) : 0,
      this.store.hashKey0 ^ before,
      this.store.hashKey1 ^ mark,
    );
  }
}
