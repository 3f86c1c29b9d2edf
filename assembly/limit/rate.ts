import { RATE } from "../image/layout";
import { advance, waitTime } from "./gcra";

/** How long a worker may keep what it took, or believe what it saw of a bucket: 10 ms, and at most 1/128 of the tolerance. */
const LONGEST_LEASE: u64 = 10_000_000;
const TOLERANCE_SHARE: u32 = 7;

/** A lease holds at most 1/64 of the burst, so that bursts below 128 are never leased. */
const BURST_SHARE: u32 = 6;

/** 100 years in nanoseconds: nobody pays longer. */
const LONGEST: u64 = 3_155_760_000_000_000_000;

/** The numbers of a limit, as they are for one key. Times are nanoseconds. */
@final
export class Rate {
  /** How far a bucket's arrival time may lie ahead: shorter by the length of a lease where there are leases. */
  tolerance: u64 = 0;
  /** How long a lease lasts, and how long a worker believes what it saw of the bucket. */
  leaseNs: u64 = 0;
  /** The most hits in a lease; 1: every request goes to the bucket. */
  leaseHits: u32 = 1;
  burst: u32 = 0;
  /** Hits in each period; 0 for a limit on requests at a time. */
  count: u32 = 0;
  private interval: u64 = 0;
  private remainder: u32 = 0;

  /** Takes the numbers of a record. `isExact`: no leases. */
  read(record: usize, isExact: bool): void {
    const tolerance = load<u64>(record, RATE.TOLERANCE);
    this.interval = load<u64>(record, RATE.INTERVAL);
    this.count = load<u32>(record, RATE.COUNT);
    this.remainder = load<u32>(record, RATE.REMAINDER);
    this.burst = load<u32>(record, RATE.BURST);
    this.leaseNs = min(LONGEST_LEASE, tolerance >> TOLERANCE_SHARE);
    const isLeased = !isExact && this.leaseNs > 0;
    this.leaseHits = isLeased ? max<u32>(1, this.burst >> BURST_SHARE) : 1;
    this.tolerance = this.leaseHits > 1 ? tolerance - this.leaseNs : tolerance;
  }

  /** The time that hits take to come back, rounded up. */
  charge(hits: u32): u64 {
    if (u64(hits) > LONGEST / this.interval) return LONGEST;
    const whole = u64(hits) * this.interval;
    return this.remainder == 0 ? whole : whole + (u64(hits) * this.remainder + this.count - 1) / this.count;
  }

  /** The period that `count` hits are for. */
  get periodNs(): u64 {
    return this.interval * this.count + this.remainder;
  }

  /** How many whole hits come back in a time, which is at least a period. */
  hitsIn(ns: u64): u64 {
    const periods = ns / this.periodNs;
    return periods * this.count + (ns % this.periodNs) / (this.interval + u64(this.remainder != 0));
  }

  /** About how many hits a bucket has, never too many. */
  available(tat: u64, now: u64): u32 {
    const ahead = max(tat, now) - now;
    if (ahead >= this.tolerance) return 0;
    return u32(min<u64>(this.burst, (this.tolerance - ahead) / (this.interval + u64(this.remainder != 0))));
  }

  /** As many of these hits (at most the burst) as a full bucket has. */
  cap(hits: u32): u32 {
    return this.charge(hits) <= this.tolerance ? hits : this.available(0, 0);
  }

  /** The arrival time after so many hits, or 0 when the bucket does not have them. */
  take(tat: u64, now: u64, hits: u32): u64 {
    return advance(tat, now, this.charge(hits), this.tolerance);
  }

  /** The arrival time after hits that were admitted before they were known; it may lie too far ahead. */
  owe(tat: u64, now: u64, hits: u32): u64 {
    return min(max(tat, now) + this.charge(hits), now + LONGEST);
  }

  /** How long until the bucket has so many hits. */
  wait(tat: u64, now: u64, hits: u32): u64 {
    return waitTime(tat, now, this.charge(hits), this.tolerance);
  }
}
