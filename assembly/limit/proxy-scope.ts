import { Status } from "../sdk/index";
import { bucketOf, isTaken, setBucket, tatOf } from "./buckets";
import { knownTat, leaseOf, left, setLease, setLeft, size, until } from "./leases";
import { Rate } from "./rate";
import { Scope } from "./scope";
import { BucketStore, rateSetOf } from "./store";

/** Attempts to write a set that other workers keep changing; then the request is refused. */
const MAX_ATTEMPTS: i32 = 16;

/** A worker without hits asks again when the bucket may have a quarter of what it needs. */
const WORTH_ASKING: u32 = 2;

/**
 * The buckets of one Envoy, shared by its workers. A worker takes hits in leases, so that for what it needs often
 * it asks rarely, and it remembers what is exhausted. Why the sum keeps to the limit: RATIONALE.md.
 */
@final
export class ProxyScope extends Scope {
  constructor(private store: BucketStore) {
    super();
  }

  /** Makes ready; false when the host gives no shared data. */
  open(): bool {
    return this.store.open();
  }

  isExhausted(tag: u64, hits: u32, rate: Rate, now: u64): bool {
    const entry = leaseOf(tag, now);
    return isFresh(entry, rate, now) && left(entry) < hits && this.lacks(entry, hits, rate, now);
  }

  take(tag: u64, hits: u32, rate: Rate, now: u64): bool {
    const entry = leaseOf(tag, now);
    const isKnown = isFresh(entry, rate, now);
    if (isKnown && left(entry) >= hits) {
      setLeft(entry, left(entry) - hits);
      return true;
    }
    if (isKnown && this.lacks(entry, hits, rate, now)) return false;
    return this.draw(entry, tag, hits, rate, now);
  }

  giveBack(tag: u64, hits: u32, rate: Rate, now: u64): void {
    const entry = leaseOf(tag, now);
    if (rate.leaseHits > 1 && isFresh(entry, rate, now)) setLeft(entry, left(entry) + hits);
    else this.change(tag, entry, rate, now, -1, hits);
  }

  has(tag: u64, rate: Rate, now: u64): bool {
    const entry = leaseOf(tag, now);
    if (!isFresh(entry, rate, now)) {
      const set = this.store.read(rateSetOf(tag));
      if (set == 0) return this.fail(entry, 1, rate, now);
      setLease(entry, now + rate.leaseNs, tatOf(bucketOf(set, tag), tag), 0, 0);
    }
    return !this.lacks(entry, 1, rate, now);
  }

  pay(tag: u64, hits: u32, rate: Rate, now: u64): void {
    this.change(tag, leaseOf(tag, now), rate, now, 1, hits);
  }

  remaining(tag: u64, rate: Rate, now: u64): u32 {
    const entry = leaseOf(tag, now);
    return min(rate.burst, left(entry) + rate.available(knownTat(entry), now));
  }

  fullIn(tag: u64, now: u64): u64 {
    const tat = knownTat(leaseOf(tag, now));
    return max(tat, now) - now;
  }

  /** As far as the worker knows; what its lease lacks, the bucket has to have. */
  private lacks(entry: usize, hits: u32, rate: Rate, now: u64): bool {
    const tat = knownTat(entry);
    const worthwhile = min(size(entry), rate.leaseHits) >> WORTH_ASKING;
    if (rate.take(tat, now, max(hits, worthwhile) - left(entry)) != 0) return false;
    this.waitNs = max<u64>(1, rate.wait(tat, now, hits - left(entry)));
    return true;
  }

  /** Takes a lease from the bucket, and hands back what is left of the one before. */
  private draw(entry: usize, tag: u64, hits: u32, rate: Rate, now: u64): bool {
    const wanted = max(hits, demand(entry, rate, now));
    const credit = creditOf(entry, rate, now);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const set = this.store.read(rateSetOf(tag));
      if (set == 0) break;
      const version = this.store.version();
      const bucket = bucketOf(set, tag);
      const kept = tatOf(bucket, tag);
      const tat = max(kept - min(kept, credit), now);
      const granted = rate.take(tat, now, hits) == 0 ? 0 : max(hits, min(wanted, rate.available(tat, now)));
      if (granted == 0 && credit == 0) return this.keep(entry, tat, 0, hits, wanted, rate, now);
      const isEviction = isTaken(bucket, tag, now);
      setBucket(bucket, tag, granted == 0 ? tat : tat + rate.charge(granted));
      if (this.store.write(rateSetOf(tag), set, version) != Status.Ok) continue;
      this.counts.evictions += u32(isEviction);
      return this.keep(entry, load<u64>(bucket, 8), granted, hits, wanted, rate, now);
    }
    return this.fail(entry, hits, rate, now);
  }

  /** Notes what was drawn, and uses what is needed of it. */
  private keep(entry: usize, tat: u64, granted: u32, hits: u32, wanted: u32, rate: Rate, now: u64): bool {
    setLease(entry, now + rate.leaseNs, tat, granted - min(granted, hits), wanted);
    this.counts.leases += u32(granted > hits);
    if (granted == 0) this.waitNs = rate.wait(tat, now, hits);
    return granted > 0;
  }

  /** The count can't be had: the limit refuses rather than let everything pass. */
  private fail(entry: usize, hits: u32, rate: Rate, now: u64): bool {
    setLease(entry, 0, now + rate.tolerance, 0, 0);
    this.counts.errors++;
    this.waitNs = rate.charge(hits);
    return false;
  }

  /** Adds hits to a bucket, or takes them out of it, without asking. */
  private change(tag: u64, entry: usize, rate: Rate, now: u64, sign: i32, hits: u32): void {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const set = this.store.read(rateSetOf(tag));
      if (set == 0) break;
      const version = this.store.version();
      const bucket = bucketOf(set, tag);
      const kept = tatOf(bucket, tag);
      if (sign < 0 && kept == 0) return;
      const tat = sign > 0 ? rate.owe(kept, now, hits) : kept - min(kept, rate.charge(hits));
      const isEviction = isTaken(bucket, tag, now);
      setBucket(bucket, tag, tat);
      if (this.store.write(rateSetOf(tag), set, version) != Status.Ok) continue;
      this.counts.evictions += u32(isEviction);
      return setLease(entry, now + rate.leaseNs, tat, 0, 0);
    }
    this.counts.errors++;
  }
}

/** Also false when the clock went back behind the beginning. */
@inline
function isFresh(entry: usize, rate: Rate, now: u64): bool {
  return until(entry) - now - 1 < rate.leaseNs;
}

/** How long ago the last lease began; very long when there is none. */
@inline
function ageOf(entry: usize, rate: Rate, now: u64): u64 {
  return now - (until(entry) - rate.leaseNs);
}

/** How many hits to ask for: twice as many when the last lease was soon used up, fewer when it was not. */
function demand(entry: usize, rate: Rate, now: u64): u32 {
  if (rate.leaseHits == 1) return 1;
  const age = ageOf(entry, rate, now);
  if (age >= rate.leaseNs) return max<u32>(1, size(entry) >> u32(min<u64>(31, age / rate.leaseNs)));
  return min(rate.leaseHits, age < rate.leaseNs >> 2 ? size(entry) << 1 : size(entry));
}

/** What the hits left of a lease are worth to the bucket: less by the time that they were held. */
function creditOf(entry: usize, rate: Rate, now: u64): u64 {
  if (left(entry) == 0) return 0;
  const charge = rate.charge(left(entry));
  const age = ageOf(entry, rate, now);
  return charge > age ? charge - age : 0;
}
