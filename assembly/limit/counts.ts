/** What happened at one limit since it was last told to the operator. */
@final
export class Counts {
  admitted: u32 = 0;
  limited: u32 = 0;
  /** Would have been refused without shadow mode. */
  shadow: u32 = 0;
  /** Leases of several hits. */
  leases: u32 = 0;
  /** Requests that waited for a lease. */
  waits: u32 = 0;
  /** Buckets that were not full and left to make room. */
  evictions: u32 = 0;
  /** Counts that could not be had, from the host or from the rate limit service. */
  errors: u32 = 0;

  clear(): void {
    this.admitted = 0;
    this.limited = 0;
    this.shadow = 0;
    this.leases = 0;
    this.waits = 0;
    this.evictions = 0;
    this.errors = 0;
  }
}
