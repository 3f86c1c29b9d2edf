import { MetricType, Status } from "./abi.js";
import type { HostFunctions, Vm } from "./vm.js";

/** One metric, as Envoy shows it under `wasmcustom.<name>`. A histogram's value is the last one recorded. */
export interface Metric {
  readonly type: MetricType;
  readonly name: string;
  value: bigint;
}

/** A metric's id tells its type in the low two bits (envoy: source/extensions/common/wasm/wasm.h). */
const TYPE_MASK = 3;
const ID_STEP = 4;

/** The metrics of one VM. Defining a name again gives a new id for the same metric. */
export class Metrics {
  private readonly byId = new Map<number, Metric>();
  private readonly byName = new Map<string, Metric>();
  private lastIndex = 0;

  /** The value of a metric by its name. */
  value(name: string): bigint | undefined {
    return this.byName.get(name)?.value;
  }

  /** The names of all that were defined, in that order. */
  get names(): readonly string[] {
    return [...this.byName.keys()];
  }

  get(id: number): Metric | undefined {
    return this.byId.get(id);
  }

  define(type: MetricType, name: string): number {
    const metric = this.byName.get(name) ?? { type, name, value: 0n };
    this.byName.set(name, metric);
    this.lastIndex += ID_STEP;
    const id = this.lastIndex | (metric.type & TYPE_MASK);
    this.byId.set(id, metric);
    return id;
  }
}

export function metricFunctions(vm: Vm): HostFunctions {
  const { metrics } = vm;
  return {
    proxy_define_metric(type: number, name: number, nameSize: number, idOut: number) {
      const known = Object.values(MetricType).find((value) => value === type);
      if (known === undefined) return Status.BadArgument;
      vm.memory.setWord(idOut, metrics.define(known, vm.memory.text(name, nameSize)));
      return Status.Ok;
    },
    proxy_increment_metric(id: number, offset: bigint) {
      const metric = metrics.get(id);
      if (!metric) return Status.NotFound;
      if (metric.type === MetricType.Histogram) return Status.BadArgument;
      if (metric.type === MetricType.Counter && offset <= 0n) return Status.BadArgument;
      metric.value += offset;
      return Status.Ok;
    },
    proxy_record_metric(id: number, value: bigint) {
      const metric = metrics.get(id);
      if (!metric) return Status.NotFound;
      const amount = BigInt.asUintN(64, value);
      metric.value = metric.type === MetricType.Counter ? metric.value + amount : amount;
      return Status.Ok;
    },
    proxy_get_metric(id: number, valueOut: number) {
      const metric = metrics.get(id);
      if (!metric) return Status.NotFound;
      if (metric.type === MetricType.Histogram) return Status.BadArgument;
      vm.memory.setLong(valueOut, BigInt.asUintN(64, metric.value));
      return Status.Ok;
    },
  };
}
