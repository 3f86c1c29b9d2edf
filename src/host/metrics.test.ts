import { beforeEach, describe, expect, test } from "vitest";
import { MetricType, Status } from "./abi.js";
import { Guest, OUT } from "./testing/guest.js";

let guest: Guest;
beforeEach(() => {
  guest = new Guest();
});

describe("metrics", () => {
  const define = (type: number, name: string) => {
    expect(guest.call("define_metric", type, name, OUT)).toBe(Status.Ok);
    return guest.word();
  };

  test.each<[keyof typeof MetricType, string, bigint, Status, bigint]>([
    ["Counter", "increment", 2n, Status.Ok, 2n],
    ["Counter", "increment", 0n, Status.BadArgument, 0n],
    ["Counter", "increment", -1n, Status.BadArgument, 0n],
    ["Counter", "record", 3n, Status.Ok, 3n],
    ["Gauge", "increment", -1n, Status.Ok, -1n],
    ["Gauge", "record", 9n, Status.Ok, 9n],
    ["Histogram", "increment", 1n, Status.BadArgument, 0n],
    ["Histogram", "record", 4n, Status.Ok, 4n],
  ])("%s %s %d answers %d", (type, verb, amount, status, value) => {
    const id = define(MetricType[type], "m");
    expect(guest.call(`${verb}_metric`, id, amount)).toBe(status);
    expect(guest.vm.metrics.value("m")).toBe(value);
  });

  test("get reads counters and gauges, not histograms; a name defined twice is one metric", () => {
    const [a, b] = [define(MetricType.Counter, "m"), define(MetricType.Counter, "m")];
    guest.call("increment_metric", a, 5n);
    expect(guest.call("get_metric", b, OUT)).toBe(Status.Ok);
    expect(guest.word()).toBe(5);
    expect(guest.call("get_metric", define(MetricType.Histogram, "h"), OUT)).toBe(Status.BadArgument);
    expect(guest.call("get_metric", 999, OUT)).toBe(Status.NotFound);
    expect(guest.call("define_metric", 3, "x", OUT)).toBe(Status.BadArgument);
  });
});
