/** Limits of the mesh in the Node host: what the workers of an Envoy ask a rate limit service, and what they make of it. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { buildImage } from "../../src/compile/image.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { ManualClock } from "../../src/host/clock.js";
import type { Pair } from "../../src/host/index.js";
import { toModule } from "../../src/host/runnable.js";
import { SharedData } from "../../src/host/shared-data.js";
import type { Stream } from "../../src/host/stream.js";
import { Vm } from "../../src/host/vm.js";
import { lower } from "../../src/lower/lower.js";
import { readDocuments } from "../../src/policy/read.js";
import { CELL } from "../cell/open-cell.js";
import { RateLimitService } from "./rate-limit-service.js";

const MODULE = toModule(CELL);
const ORDERS = "spiffe://shop.example/ns/shop/sa/orders";
const MS = 1_000_000n;
const SECOND = 1000n * MS;
const UNAVAILABLE = 14;
/** `RateLimitResponse` with OK and no limit. */
const UNKNOWN_LIMIT = Uint8Array.from([8, 1, 18, 2, 8, 1]);

type LimitSpec = Readonly<Record<string, unknown>>;

/** Workers of one Envoy and a service whose answers are handed over when a test says so. */
class Mesh {
  readonly clock = new ManualClock(1_800_000_000n * SECOND);
  readonly service: RateLimitService;
  private readonly shared = new SharedData();
  private readonly vms: Vm[];

  constructor(
    limits: readonly LimitSpec[],
    { workers = 1, limit = 1000, other = 0, periodNs = SECOND } = {},
  ) {
    this.service = new RateLimitService(this.clock, { "orders/all": limit, "orders/other": other }, periodNs);
    const image = imageOf(limits);
    this.vms = Array.from({ length: workers }, () => {
      const vm = new Vm(MODULE, { clock: this.clock, sharedData: this.shared, vmId: "cellwall" });
      expect(vm.configure(image)).toMatchObject({ accepted: true });
      return vm;
    });
  }

  send(headers: readonly Pair[] = [], worker = 0): Stream {
    const stream = this.vm(worker).stream({ "response.code": 401, "response.size": 0n });
    stream.onRequestHeaders([[":method", "GET"], [":path", "/"], [":authority", "shop.example"], ...headers]);
    expect(this.vm(worker).failure).toBeUndefined();
    return stream;
  }

  /** Calls that have no answer yet. */
  get calls(): number {
    return this.vms.reduce((sum, { grpcCalls }) => sum + grpcCalls.size, 0);
  }

  /** The service answers all calls. */
  answer(): void {
    for (const vm of this.vms) {
      for (const call of [...vm.grpcCalls.values()]) {
        vm.answerGrpc(call.token, { message: this.service.answer(call) });
      }
    }
  }

  /** All calls end with this. */
  answerWith(answer: { message: Uint8Array } | { status: number }): void {
    for (const vm of this.vms) for (const token of [...vm.grpcCalls.keys()]) vm.answerGrpc(token, answer);
  }

  pass(ns: bigint): void {
    this.clock.advance(ns);
    for (const vm of this.vms) vm.tick();
  }

  /** What became of so many requests, each answered before the next. */
  fates(count: number, headers: readonly Pair[] = []): (number | string)[] {
    return Array.from({ length: count }, () => {
      const stream = this.send(headers);
      this.answer();
      stream.end();
      return fate(stream);
    });
  }

  counter(what: string, limit = "all"): bigint {
    for (const vm of this.vms) vm.tick();
    const name = `cellwall.limit.orders.${limit}.${what}`;
    return this.vms.reduce((sum, { metrics }) => sum + (metrics.value(name) ?? 0n), 0n);
  }

  private vm(worker: number): Vm {
    const vm = this.vms[worker];
    if (vm === undefined) throw new RangeError(`there is no worker ${worker}`);
    return vm;
  }
}

function imageOf(limits: readonly LimitSpec[]): Uint8Array {
  const text = `
apiVersion: cellwall.dev/v1alpha1
kind: Mesh
metadata: { name: shop }
spec:
  trustDomain: shop.example
  rateLimitService: { cluster: ratelimit, timeout: 100ms }
  workloads: [{ id: "${ORDERS}" }]
---
apiVersion: cellwall.dev/v1alpha1
kind: Policy
metadata: { name: orders }
spec: { target: {}, limits: ${JSON.stringify(limits)} }`;
  const diagnostics = new Diagnostics();
  const set = lower(readDocuments([{ path: "mesh.yaml", text }], diagnostics), diagnostics);
  if (set === undefined) throw new Error(JSON.stringify(diagnostics.all));
  return buildImage(set, ORDERS);
}

const fate = (stream: Stream) => stream.localReply?.status ?? stream.state;
const recordOf = (stream: Stream) => JSON.parse(Buffer.from(stream.filterState("cellwall") ?? []).toString());

const MANY = { name: "all", rate: "1000/1s", scope: "mesh" };
const FEW = { name: "all", rate: "3/1m", scope: "mesh" };
const FEW_SERVICE = { limit: 3, periodNs: 60n * SECOND };

describe("the first request", () => {
  test("waits for the answer, and what was granted beyond it serves others", () => {
    const mesh = new Mesh([MANY]);
    const first = mesh.send();
    expect(fate(first)).toBe("paused");
    mesh.answer();
    expect(fate(first)).toBe("continue");
    expect(fate(mesh.send())).toBe("continue");
    expect(mesh.service.questions).toEqual([
      { domain: "shop", entries: { limit: "orders/all", key: "/" }, hits: 15 },
    ]);
    expect(mesh.counter("leases")).toBe(1n);
    expect(mesh.counter("lease_waits")).toBe(1n);
  });

  test("is not alone: whoever comes meanwhile waits for the same call, at other workers too", () => {
    const mesh = new Mesh([MANY], { workers: 2 });
    const streams = [mesh.send(), mesh.send(), mesh.send([], 1)];
    expect(mesh.calls).toBe(1);
    mesh.answer();
    mesh.pass(20n * MS);
    expect(streams.map(fate)).toEqual(["continue", "continue", "continue"]);
    expect(mesh.service.questions).toHaveLength(1);
  });

  test("waits no longer than the service may take; then the failure mode holds", () => {
    const mesh = new Mesh([{ ...MANY, onFailure: "closed" }]);
    const stream = mesh.send();
    mesh.pass(99n * MS);
    expect(fate(stream)).toBe("paused");
    mesh.pass(1n * MS);
    expect(fate(stream)).toBe(429);
    expect(recordOf(stream)).toMatchObject({ verdict: "limited", limitError: "orders/all" });
  });

  test("that is gone before the answer leaves its hits to others", () => {
    const mesh = new Mesh([FEW], FEW_SERVICE);
    mesh.send().end();
    mesh.answer();
    expect(fate(mesh.send())).toBe("continue");
    expect(mesh.calls).toBe(0);
  });
});

describe("a lease", () => {
  test("is asked for again when half of it is used, and nobody waits", () => {
    const mesh = new Mesh([MANY]);
    mesh.fates(1);
    for (let i = 0; i < 7; i++) expect(fate(mesh.send())).toBe("continue");
    expect(mesh.calls).toBe(0);
    expect(fate(mesh.send())).toBe("continue");
    expect(mesh.calls).toBe(1);
  });

  test("is given up when the window ends", () => {
    const mesh = new Mesh([MANY]);
    mesh.fates(2);
    mesh.pass(SECOND);
    expect(fate(mesh.send())).toBe("paused");
  });

  test("is no more than the service has: all of it is used, and not one hit more", () => {
    const mesh = new Mesh([MANY]);
    const fates = mesh.fates(1300);
    expect(fates.filter((one) => one === "continue")).toHaveLength(1000);
    expect(fates.slice(1000).every((one) => one === 429)).toBe(true);
    expect(mesh.service.questions.length).toBeLessThan(50);
  });

  test("that is refused is not asked for again until the window ends", () => {
    const mesh = new Mesh([FEW], FEW_SERVICE);
    expect(mesh.fates(6)).toEqual(["continue", "continue", "continue", 429, 429, 429]);
    const asked = mesh.service.questions.length;
    const refused = mesh.send();
    expect(mesh.service.questions).toHaveLength(asked);
    expect(Object.fromEntries(refused.localReply?.headers ?? [])).toMatchObject({ "retry-after": "60" });
    mesh.pass(60n * SECOND);
    expect(mesh.fates(1)).toEqual(["continue"]);
  });

  test("of a small limit, or with `lease: 1`, is one for each request", () => {
    for (const [limit, service] of [[FEW, FEW_SERVICE] as const, [{ ...MANY, lease: 1 }, {}] as const]) {
      const mesh = new Mesh([limit], service);
      const streams = [mesh.send(), mesh.send()];
      expect(mesh.calls).toBe(2);
      mesh.answer();
      expect(streams.map(fate)).toEqual(["continue", "continue"]);
      expect(mesh.service.questions.map(({ hits }) => hits)).toEqual([1, 1]);
    }
  });
});

describe("a key", () => {
  const keyed = { ...FEW, key: ['request.headers["x-key"]'] };

  test("has a bucket of its own, under its text", () => {
    const mesh = new Mesh([keyed], FEW_SERVICE);
    expect(mesh.fates(4, [["x-key", "a b"]])).toEqual(["continue", "continue", "continue", 429]);
    expect(mesh.fates(1, [["x-key", "c"]])).toEqual(["continue"]);
    expect(mesh.service.questions.map(({ entries }) => entries.key)).toEqual([
      ...Array(3).fill("/a%20b"),
      "/c",
    ]);
  });

  test("that is long is sent as its digest", () => {
    const mesh = new Mesh([keyed], FEW_SERVICE);
    const long = "k".repeat(64);
    mesh.fates(1, [["x-key", long]]);
    const digest = createHash("sha256").update(`/${long}`).digest("hex");
    expect(mesh.service.questions[0]?.entries.key).toBe(digest);
  });
});

describe("with other limits", () => {
  test("a request that is refused by one takes from none", () => {
    const other = { name: "other", rate: "1/1m", scope: "mesh", key: ['request.headers["x-key"]'] };
    const mesh = new Mesh([{ ...FEW, rate: "2/1m" }, other], {
      limit: 2,
      other: 1,
      periodNs: 60n * SECOND,
    });
    const settle = (stream: Stream) => {
      for (let i = 0; i < 4; i++) mesh.answer();
      return fate(stream);
    };
    const a: Pair[] = [["x-key", "a"]];
    expect(settle(mesh.send(a))).toBe("continue");
    expect(settle(mesh.send(a))).toBe(429);
    expect(settle(mesh.send([["x-key", "b"]]))).toBe("continue");
  });

  test("in shadow mode nobody waits", () => {
    const mesh = new Mesh([{ ...FEW, mode: "shadow" }], FEW_SERVICE);
    expect(fate(mesh.send())).toBe("continue");
    expect(mesh.fates(8).every((one) => one === "continue")).toBe(true);
    expect(mesh.counter("shadow")).toBeGreaterThan(0n);
  });

  test("what the response costs is told to the service when it is over", () => {
    const mesh = new Mesh([{ ...FEW, count: { status: [401] } }], FEW_SERVICE);
    const fates = Array.from({ length: 5 }, () => {
      const stream = mesh.send();
      if (stream.localReply === undefined) stream.onResponseHeaders([[":status", "401"]]);
      stream.end();
      mesh.answer();
      return fate(stream);
    });
    expect(fates).toEqual(["continue", "continue", "continue", 429, 429]);
    expect(mesh.service.questions).toHaveLength(3);
  });
});

const FAILURES = [
  ["fails", { status: UNAVAILABLE }],
  ["answers nonsense", { message: Uint8Array.of(0xff) }],
  ["does not know the limit", { message: UNKNOWN_LIMIT }],
] as const;

describe.each(FAILURES)("when the service %s", (_, answer) => {
  test.each([
    ["open", "continue"],
    ["closed", 429],
    ["local", "continue"],
  ])("the limit is %s", (onFailure, expected) => {
    const mesh = new Mesh([{ ...MANY, onFailure }]);
    const stream = mesh.send();
    mesh.answerWith(answer);
    expect(fate(stream)).toBe(expected);
    expect(recordOf(stream).limitError).toBe("orders/all");
    expect(mesh.counter("errors")).toBe(2n);
  });

  test("it is left alone after four calls, and asked again soon", () => {
    const mesh = new Mesh([{ ...MANY, onFailure: "open" }]);
    for (let i = 0; i < 100; i++) {
      mesh.send();
      mesh.answerWith(answer);
      mesh.pass(1n * MS);
    }
    expect(mesh.counter("leases")).toBe(4n);
    mesh.pass(125n * MS);
    const stream = mesh.send();
    expect(mesh.calls).toBe(1);
    mesh.answer();
    expect(recordOf(stream).limitError).toBeUndefined();
  });
});
