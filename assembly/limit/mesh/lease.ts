/** For how much time a lease is to last: so a key costs about 20 calls a second, at any rate. */
const LEASE_NS: u64 = 50_000_000;

/** Demand that lasts for less is not measured. */
const SHORTEST: u64 = 1_000_000;

/** A lease takes at most this share of what the service has left, so that the last hits are not asked for twice. */
const SHARE: u32 = 8;

/** From one lease to the next its size grows at most so many times. */
const GROWTH: u32 = 4;

/** How long nobody is asked about a key after a call for it failed. */
const AFTER_FAILURE_NS: u64 = 10_000_000;

/** How much later than it should an answer may be, before somebody else asks. */
const LATE_NS: u64 = 50_000_000;

/** Until a share is learned, it is a tenth of the limit. */
const UNLEARNED: u32 = 10;

/** What an Envoy holds of one key of a limit, in shared data. Times are nanoseconds of the clock that never goes back. */
@unmanaged
export class Lease {
  tag: u64;
  /** When the service's window ends, and with it the lease. */
  until: u64;
  /** When a call went out that has not been answered; 0: none. */
  askedAt: u64;
  /** Since when `drawn` counts. */
  since: u64;
  failedUntil: u64;
  /** Arrival time of the failure mode `local`. */
  localTat: u64;
  /** Hits that may be used. */
  left: u32;
  /** Of these, how many came last. */
  grant: u32;
  /** What it is believed to need in `LEASE_NS`. */
  size: u32;
  /** Hits used since `since`. */
  drawn: u32;
  /** Hits that the service had left, at most. */
  remaining: u32;
  /** Hits that came in this window. */
  granted: u32;
  /** Hits that came in windows before, on average. */
  share: u32;
  /** Hits that were used without asking, and are to be told to the service. */
  debt: u32;

  /** Begins another window when this one is over. `count`: hits that the service has then. */
  renew(count: u32, periodNs: u64, endOfWindow: u64, now: u64): void {
    if (this.until > now) return;
    if (this.granted > 0) this.share = this.share == 0 ? this.granted : (this.share + this.granted + 1) >> 1;
    if (now - this.until > periodNs) this.size = 0;
    this.granted = 0;
    this.grant = 0;
    this.left = 0;
    this.remaining = count;
    this.since = now;
    this.drawn = 0;
    this.until = endOfWindow;
  }

  /** Hits that may still be had in this window. */
  get most(): u32 {
    return u32(min<u64>(u32.MAX_VALUE, u64(this.left) + this.remaining));
  }

  /** Whether it is time to ask for more, before there is nothing left. */
  get isLow(): bool {
    return this.left < this.grant >> 1 && this.remaining > 0;
  }

  use(hits: u32): void {
    this.left -= hits;
    this.drawn += hits;
  }

  /** How many hits to ask for, at least `hits`. `first`: when nothing is known of the need. */
  ask(hits: u32, first: u32, now: u64): u32 {
    this.measure(first, now);
    this.since = now;
    this.drawn = 0;
    this.askedAt = now;
    const share = (this.remaining + SHARE - 1) / SHARE;
    return max(hits, min(this.size, share));
  }

  /** Takes hits that the service gave. */
  add(hits: u32): void {
    this.left += hits;
    this.granted += hits;
    this.grant = hits;
  }

  /** Whether a call is under way that should still be answered. */
  isAsking(timeoutNs: u64, now: u64): bool {
    return this.askedAt != 0 && now - this.askedAt < timeoutNs + LATE_NS;
  }

  /** A call failed. */
  fail(now: u64): void {
    this.failedUntil = now + AFTER_FAILURE_NS;
  }

  /** Takes hits at the rate of the learned share, asking nobody. Answers how long it takes until it could, 0 when it did. */
  takeLocally(hits: u32, count: u32, periodNs: u64, now: u64): u64 {
    const share = max(this.share, (count + UNLEARNED - 1) / UNLEARNED);
    const next = max(this.localTat, now) + (u64(hits) * periodNs) / share;
    if (next - now > periodNs) return next - now - periodNs;
    this.localTat = next;
    return 0;
  }

  private measure(first: u32, now: u64): void {
    if (this.size == 0) {
      this.size = max<u32>(1, first);
    } else if (this.drawn > 0) {
      const need = (u64(this.drawn) * LEASE_NS) / max(now - this.since, SHORTEST);
      this.size = u32(max<u64>(1, min<u64>(need, min<u64>(u64(this.size) * GROWTH, u32.MAX_VALUE))));
    }
  }
}
