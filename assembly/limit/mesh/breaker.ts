/** After so many failures one after the other nobody is called for a while. */
const FAILURES: u32 = 4;

/** The first pause and the longest, nanoseconds: a service that is back is noticed within 2.5 s. */
const FIRST_PAUSE: u64 = 100_000_000;
const LONGEST_PAUSE: u64 = 2_000_000_000;
const MOST_DOUBLINGS: u32 = 5;

/**
 * Spares a service that fails: no calls for a while, then one, on which all depends. Pauses double, and differ by up
 * to a quarter, so that proxies don't come back all at once. One for each worker.
 */
@final
export class Breaker {
  private failures: u32 = 0;
  private until: u64 = 0;
  private isProbing: bool = false;

  /** Whether the service may be called. */
  allows(now: u64): bool {
    return this.failures < FAILURES || (now >= this.until && !this.isProbing);
  }

  /** A call goes out. */
  begin(): void {
    this.isProbing = this.failures >= FAILURES;
  }

  /** A call was answered. */
  succeed(): void {
    this.failures = 0;
    this.isProbing = false;
  }

  /** A call failed; those that were under way when the pause began don't count. True when a pause begins; `chance`: by how much. */
  fail(now: u64, chance: u64): bool {
    if (this.failures >= FAILURES && now < this.until) return false;
    this.failures++;
    this.isProbing = false;
    if (this.failures < FAILURES) return false;
    const doublings = min(MOST_DOUBLINGS, this.failures - FAILURES);
    const pause = min(LONGEST_PAUSE, FIRST_PAUSE << doublings);
    this.until = now + pause - (pause >> 2) + (chance % (pause >> 1));
    return true;
  }
}
