/** A cell whose issuer publishes its keys, in the Node host: what it does until they come, and when they change. */
import { beforeEach, describe, expect, test } from "vitest";
import { buildImage } from "../../src/compile/image.js";
import { createDecider, ManualClock, type Pair, SharedData, type Stream, Vm } from "../../src/host/index.js";
import { jwksToKeySet } from "../../src/keys/key-set.js";
import { CELL } from "../cell/open-cell.js";
import { ISSUER, SigningKey } from "./issuer.js";
import { policySet, WORKLOAD } from "./policy.js";

const MODULE = new WebAssembly.Module(Uint8Array.from(CELL));
const VM_ID = "cellwall";
const MOST_WAITERS = 1024;
const IMAGE = buildImage(policySet({ uri: `${ISSUER}/jwks.json` }), WORKLOAD);
const START_MS = 1_800_000_000_000;
const [OLD, NEW] = [new SigningKey("old"), new SigningKey("new")];

let clock: ManualClock;
let shared: SharedData;
let vm: Vm;
beforeEach(() => {
  clock = new ManualClock(BigInt(START_MS) * 1_000_000n);
  shared = new SharedData();
  vm = started();
});

function started(): Vm {
  const worker = new Vm(MODULE, { clock, sharedData: shared, vmId: VM_ID });
  expect(worker.configure(IMAGE)).toMatchObject({ accepted: true });
  return worker;
}

/** What the service that fetches would write. */
function publish(...keys: readonly SigningKey[]): void {
  shared.set(VM_ID, "cellwall.keys.customers", jwksToKeySet(keys.map(({ jwk }) => jwk)), 0);
}

function send(key: SigningKey, worker = vm): Stream {
  const stream = worker.stream();
  const headers: Pair[] = [
    [":method", "GET"],
    [":path", "/orders"],
    [":authority", "shop.example"],
    ["authorization", `Bearer ${key.token({}, START_MS / 1000)}`],
  ];
  stream.onRequestHeaders(headers);
  return stream;
}

/** What became of a request. */
const fate = (stream: Stream) => stream.localReply?.status ?? stream.state;
const reasonOf = (stream: Stream) =>
  JSON.parse(Buffer.from(stream.filterState("cellwall") ?? []).toString()).reason;

function pass(milliseconds: number): void {
  clock.advance(BigInt(milliseconds) * 1_000_000n);
  vm.tick();
}

describe("before the keys have ever come", () => {
  test("a request waits 2 s for them, then it is refused", () => {
    const stream = send(OLD);
    expect(fate(stream)).toBe("paused");
    pass(1999);
    expect(fate(stream)).toBe("paused");
    pass(1);
    expect([fate(stream), reasonOf(stream)]).toEqual([401, "token-key"]);
  });

  test("one without a token does not wait", () => {
    const stream = vm.stream();
    stream.onRequestHeaders([
      [":method", "GET"],
      [":path", "/orders"],
      [":authority", "shop.example"],
    ]);
    expect(fate(stream)).toBe(401);
  });

  test("those that wait go on when the keys come", () => {
    const [good, forged] = [send(OLD), send(new SigningKey("old"))];
    publish(OLD);
    pass(20);
    expect([fate(good), fate(forged)]).toEqual(["continue", 401]);
    expect(reasonOf(forged)).toBe("token-signature");
  });
});

describe("keys that are there", () => {
  beforeEach(() => publish(OLD));

  test("count at once for a cell that is configured", () => {
    expect(fate(send(OLD, started()))).toBe("continue");
  });

  test("count for the others within a second", () => {
    pass(1000);
    expect(fate(send(OLD))).toBe("continue");
  });

  test("that are new are waited for, and asked for", () => {
    pass(1000);
    expect(shared.get(VM_ID, "cellwall.wanted.customers")).toBeUndefined();
    const stream = send(NEW);
    expect(fate(stream)).toBe("paused");
    expect(shared.get(VM_ID, "cellwall.wanted.customers")).toBeDefined();
    publish(OLD, NEW);
    pass(20);
    expect([fate(stream), fate(send(OLD)), fate(send(NEW))]).toEqual(["continue", "continue", "continue"]);
  });

  test("that are fresh and the same end the wait", () => {
    pass(1000);
    const stream = send(NEW);
    publish(OLD);
    pass(20);
    expect([fate(stream), reasonOf(stream)]).toEqual([401, "token-key"]);
  });

  test("that are gone verify nothing more, and what they verified does not count", () => {
    pass(1000);
    expect([fate(send(OLD)), fate(send(OLD))]).toEqual(["continue", "continue"]);
    publish(NEW);
    pass(1000);
    expect([fate(send(NEW)), fate(send(OLD))]).toEqual(["continue", "paused"]);
  });

  test("stay when what comes is no key set", () => {
    pass(1000);
    for (const garbage of [new Uint8Array(), Buffer.from("{}"), jwksToKeySet([OLD.jwk]).subarray(0, 50)]) {
      shared.set(VM_ID, "cellwall.keys.customers", garbage, 0);
      pass(1000);
      expect(fate(send(OLD))).toBe("continue");
    }
    publish(NEW);
    pass(1000);
    expect(fate(send(NEW))).toBe("continue");
  });
});

describe("requests that wait", () => {
  test("are only so many; the next is decided at once", () => {
    const streams = Array.from({ length: MOST_WAITERS }, () => send(OLD));
    expect(new Set(streams.map(fate))).toEqual(new Set(["paused"]));
    expect(fate(send(OLD))).toBe(401);
    streams[0]?.end();
    expect(fate(send(OLD))).toBe("paused");
    publish(OLD);
    pass(20);
    expect(new Set(streams.slice(1).map(fate))).toEqual(new Set(["continue"]));
    expect(vm.failure).toBeUndefined();
  });

  test("and whose caller leaves are forgotten", () => {
    const [gone, stream] = [send(OLD), send(OLD)];
    gone.end();
    publish(OLD);
    pass(20);
    expect([fate(gone), fate(stream)]).toEqual(["paused", "continue"]);
  });

  test("finish on the configuration that they began with", () => {
    const stream = send(OLD);
    vm.configure(buildImage(policySet({ uri: `${ISSUER}/jwks.json` }, "deny"), WORKLOAD));
    publish(OLD);
    pass(20);
    expect([fate(stream), fate(send(OLD))]).toEqual(["continue", 403]);
    stream.end();
    pass(20);
    expect(vm.roots).toBe(1);
  });
});

test("`decide` waits in vain, and says so", () => {
  const headers: Pair[] = [["authorization", `Bearer ${OLD.token()}`]];
  const decided = createDecider(CELL, IMAGE).decide({ method: "GET", path: "/orders", headers });
  expect(decided).toMatchObject({ verdict: "unauthenticated", status: 401, reason: "token-key" });
});

test("a cell whose keys are all in its image waits for none", () => {
  const image = buildImage(policySet({ inline: { keys: [OLD.jwk] } }), WORKLOAD);
  const worker = new Vm(MODULE, { clock, sharedData: shared, vmId: VM_ID });
  worker.configure(image);
  const stream = send(NEW, worker);
  expect(fate(stream)).toBe(401);
});
