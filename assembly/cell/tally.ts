import { Counter } from "../sdk/index";

/** A counter that the host is told in batches: a host call for each request costs more than most that is counted. */
@final
export class Tally {
  private counter: Counter;
  private count: u32 = 0;

  constructor(name: string) {
    this.counter = new Counter(name);
  }

  add(): void {
    this.count++;
  }

  /** Tells what came since the last time. */
  flush(): void {
    if (this.count > 0) this.counter.add(this.count);
    this.count = 0;
  }
}
