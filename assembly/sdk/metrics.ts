/**
 * Counters, gauges and histograms: `/stats` shows them as `wasmcustom.<name>`, Prometheus as `<name>`.
 * Define them when the root is configured; the ids belong to the VM.
 */
import {
  proxy_define_metric,
  proxy_get_metric,
  proxy_increment_metric,
  proxy_record_metric,
} from "../abi/imports";
import { firstOut, takeU32, takeU64 } from "../abi/results";
import { Status } from "../abi/status";
import { MetricType } from "../abi/types";
import { addressOf, lengthOf } from "../bytes/slice";
import { encode } from "./text";

/** What the host has no metric for; using it does nothing. */
const UNDEFINED: u32 = u32.MAX_VALUE;

function define(type: u32, name: string): u32 {
  const text = encode(name);
  const status = proxy_define_metric(type, addressOf(text), lengthOf(text), firstOut());
  return status == Status.Ok ? takeU32() : UNDEFINED;
}

/** Only goes up. */
@final
export class Counter {
  private id: u32;

  constructor(name: string) {
    this.id = define(MetricType.Counter, name);
  }

  /** Adds a positive amount; about 65 ns. Envoy refuses 0. */
  add(amount: u32 = 1): void {
    proxy_increment_metric(this.id, amount);
  }
}

/** Goes up and down. */
@final
export class Gauge {
  private id: u32;

  constructor(name: string) {
    this.id = define(MetricType.Gauge, name);
  }

  set(value: u64): void {
    proxy_record_metric(this.id, value);
  }

  add(amount: i64): void {
    proxy_increment_metric(this.id, amount);
  }

  /** 0 when the host has no such metric. */
  value(): u64 {
    return proxy_get_metric(this.id, firstOut()) == Status.Ok ? takeU64() : 0;
  }
}

/** Collects values; the host keeps their distribution. */
@final
export class Histogram {
  private id: u32;

  constructor(name: string) {
    this.id = define(MetricType.Histogram, name);
  }

  record(value: u64): void {
    proxy_record_metric(this.id, value);
  }
}
