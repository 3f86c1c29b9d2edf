import { firstOut } from "../abi/results";
import { ABSENT, FAILED, literal } from "../bytes/slice";
import { BufferType, bufferBytes } from "./body";
import { elapsed, now } from "./clock";
import { LogLevel, logs } from "./log";
import { Counter, Gauge, Histogram } from "./metrics";
import { property } from "./properties";
import { sharedValue } from "./shared-data";

// No host stands behind a spec: every call is refused, as one is that the filter's capabilities leave out.
describe("a host that refuses a call", () => {
  it("is never taken for one that has no value", () => {
    expect(property(literal("source\0address"))).toBe(FAILED);
    expect(bufferBytes(BufferType.PluginConfiguration, 0, 10)).toBe(FAILED);
    expect(sharedValue(literal("key"))).toBe(FAILED);
    expect(FAILED).not.toBe(ABSENT);
  });

  it("has no time: 0, not what another call left behind", () => {
    store<u64>(firstOut(), 1_767_225_600_000_000_000);
    expect(now()).toBe(0);
    expect(elapsed()).toBe(0);
  });

  it("hides no log line", () => {
    expect(logs(LogLevel.Trace)).toBe(true);
  });

  it("has metrics that count nothing", () => {
    const gauge = new Gauge("open");
    gauge.set(5);
    gauge.add(1);
    new Counter("seen").add();
    new Histogram("size").record(1);
    expect(gauge.value()).toBe(0);
  });
});
