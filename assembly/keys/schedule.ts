/** Between two fetches that cells asked for, nanoseconds: tokens of keys that do not exist cost the issuer no more. */
export const EARLY_NS: u64 = 5_000_000_000;

/** Until the first try after one that failed; doubled after each. */
const FIRST_RETRY_NS: u64 = 1_000_000_000;

/** When to fetch next. Times are nanoseconds of a clock that only goes forward. */
@final
export class Schedule {
  /** When it is time without anybody asking; at once, to begin with. */
  private due: u64 = 0;
  private retryNs: u64 = FIRST_RETRY_NS;
  private began: u64 = 0;
  private isUnderWay: bool = false;

  constructor(private refreshNs: u64) {}

  /** Whether to fetch now. `isWanted`: somebody asks for it. */
  isTime(now: u64, isWanted: bool): bool {
    if (this.isUnderWay) return false;
    return now >= this.due || (isWanted && now - this.began >= EARLY_NS);
  }

  begin(now: u64): void {
    this.isUnderWay = true;
    this.began = now;
  }

  /** `chance`: a random number, so that proxies that began together do not fetch together. */
  succeed(now: u64, chance: u64): void {
    this.isUnderWay = false;
    this.retryNs = FIRST_RETRY_NS;
    this.due = now + spread(this.refreshNs, chance);
  }

  fail(now: u64, chance: u64): void {
    this.isUnderWay = false;
    this.due = now + spread(min(this.retryNs, this.refreshNs), chance);
    this.retryNs = min(this.retryNs * 2, this.refreshNs);
  }
}

/** Up to a tenth less. */
function spread(duration: u64, chance: u64): u64 {
  return duration - (duration / 1000) * (chance % 101);
}
