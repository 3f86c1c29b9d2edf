import type { Context } from "./context.js";

/** Which context the guest runs for, and what waits until it has returned. */
export class CallStack {
  private effective = 0;
  private depth = 0;
  private deferred: (() => void)[] = [];

  constructor(
    private running: Context,
    private readonly contexts: ReadonlyMap<number, Context>,
  ) {}

  /** The context that host functions act on: the one called, or the one that the guest chose since. */
  current(): Context {
    return (this.effective !== 0 && this.contexts.get(this.effective)) || this.running;
  }

  /** False when there is no such context. */
  setEffective(id: number): boolean {
    if (!this.contexts.has(id)) return false;
    this.effective = id;
    return true;
  }

  /** Puts off what Envoy does only when the guest has returned: replies and resumed streams. */
  afterCall(action: () => void): void {
    this.deferred.push(action);
  }

  run<T>(context: Context, call: () => T): T {
    const { running, effective } = this;
    this.running = context;
    this.effective = 0;
    this.depth++;
    try {
      return call();
    } finally {
      this.running = running;
      this.effective = effective;
      this.depth--;
      if (this.depth === 0) this.settle();
    }
  }

  private settle(): void {
    if (this.deferred.length === 0) return;
    const actions = this.deferred;
    this.deferred = [];
    for (const action of actions) action();
  }
}
