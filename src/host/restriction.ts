/** A phase in which the guest may call only a few host functions (proxy-wasm-cpp-host: WasmBase::startVm, allocMemory). */
export type RestrictedPhase = "start" | "malloc";

const DURING_MALLOC: ReadonlySet<string> = new Set([
  "proxy_log",
  "fd_write",
  "clock_time_get",
  "poll_oneoff",
]);

const NOT_DURING_START: ReadonlySet<string> = new Set([
  "fd_read",
  "fd_seek",
  "fd_close",
  "path_open",
  "proc_exit",
  "sched_yield",
]);

/** What the guest may call right now. */
export class Restriction {
  private phase: RestrictedPhase | undefined;

  /** Runs `call` in a phase. As in Envoy, what ends then is *any* restriction, not only this one. */
  during<T>(phase: RestrictedPhase, call: () => T): T {
    this.phase = phase;
    try {
      return call();
    } finally {
      this.phase = undefined;
    }
  }

  /** @throws {Error} which traps the guest, as Envoy does */
  check(module: string, name: string): void {
    if (this.phase !== undefined && !allowed(this.phase, module, name))
      throw new Error("restricted_callback");
  }
}

function allowed(phase: RestrictedPhase, module: string, name: string): boolean {
  if (phase === "malloc") return DURING_MALLOC.has(name);
  if (module === "env") return name === "proxy_log" || name === "emscripten_notify_memory_growth";
  return !NOT_DURING_START.has(name);
}
