import { Status } from "./abi.js";
import type { HostFunctions, Vm } from "./vm.js";

/** Where the guest's time comes from, in nanoseconds. */
export interface Clock {
  /** Since 1970-01-01T00:00:00Z. */
  realtime(): bigint;
  /** Since some moment; never goes back. */
  monotonic(): bigint;
}

const NS_PER_MS = 1_000_000n;

export const systemClock: Clock = {
  realtime: () => BigInt(Date.now()) * NS_PER_MS,
  monotonic: () => process.hrtime.bigint(),
};

/** A clock that stands still until it is moved, so that what depends on time can be repeated. */
export class ManualClock implements Clock {
  constructor(private now = 0n) {}

  realtime(): bigint {
    return this.now;
  }

  monotonic(): bigint {
    return this.now;
  }

  /** Sets the time, in nanoseconds since 1970. */
  set(now: bigint): void {
    this.now = now;
  }

  advance(nanoseconds: bigint): void {
    this.now += nanoseconds;
  }
}

export function clockFunctions(vm: Vm): HostFunctions {
  return {
    proxy_get_current_time_nanoseconds(timeOut: number) {
      vm.memory.setLong(timeOut, vm.clock.realtime());
      return Status.Ok;
    },
    proxy_set_tick_period_milliseconds(period: number) {
      vm.current().root.tickPeriodMs = period >>> 0;
      return Status.Ok;
    },
  };
}
