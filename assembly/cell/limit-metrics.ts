import { Counter, decode } from "../sdk/index";
import { Counts } from "../limit/counts";
import { Limit } from "../limit/limit";

/** What the operator sees of a limit: `wasmcustom.cellwall.limit.<policy>.<name>.<what>`, told in batches. */
@final
export class LimitMetrics {
  private admitted: Counter;
  private limited: Counter;
  private shadow: Counter;
  private leases: Counter;
  private waits: Counter;
  private evictions: Counter;
  private errors: Counter;
  private counts: Counts;

  constructor(limit: Limit) {
    const name = "cellwall.limit." + decode(limit.policy) + "." + decode(limit.name) + ".";
    this.admitted = new Counter(name + "admitted");
    this.limited = new Counter(name + "limited");
    this.shadow = new Counter(name + "shadow");
    this.leases = new Counter(name + "leases");
    this.waits = new Counter(name + "lease_waits");
    this.evictions = new Counter(name + "evictions");
    this.errors = new Counter(name + "errors");
    this.counts = limit.counts;
  }

  /** Tells what was counted since the last time: a host call for each number that is not 0. */
  flush(): void {
    const counts = this.counts;
    tell(this.admitted, counts.admitted);
    tell(this.limited, counts.limited);
    tell(this.shadow, counts.shadow);
    tell(this.leases, counts.leases);
    tell(this.waits, counts.waits);
    tell(this.evictions, counts.evictions);
    tell(this.errors, counts.errors);
    counts.clear();
  }
}

function tell(counter: Counter, count: u32): void {
  if (count > 0) counter.add(count);
}
