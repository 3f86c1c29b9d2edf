import { firstOut } from "../abi/results";
import { ABSENT, EMPTY, FAILED, literal } from "../bytes/slice";
import { BufferType, bufferBytes } from "./body";
import { elapsed, now } from "./clock";
import { Http } from "./context";
import { cancelGrpcCall, grpcCall, grpcService } from "./grpc-call";
import { httpCall, NO_CALL } from "./http-call";
import { LogLevel, logs } from "./log";
import { Counter, Gauge, Histogram } from "./metrics";
import { property } from "./properties";
import { sharedValue } from "./shared-data";

class Stream extends Http {}

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

  it("makes no call, and knows no stream", () => {
    store<u32>(firstOut(), 5);
    expect(httpCall(literal("idp"), EMPTY, EMPTY, 100)).toBe(NO_CALL);
    expect(grpcCall(grpcService(literal("limits")), literal("s"), literal("m"), EMPTY, 100)).toBe(NO_CALL);
    expect(cancelGrpcCall(5)).toBe(false);
    expect(new Stream().makeEffective()).toBe(false);
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
