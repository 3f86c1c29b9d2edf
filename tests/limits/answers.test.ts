/** What callers and operators are told of limits. */
import { describe, expect, test } from "vitest";
import type { Stream } from "../../src/host/stream.js";
import { type LimitSpec, Workers } from "./workers.js";

const SECOND = 1_000_000_000n;
const PER_KEY: LimitSpec = { name: "per-key", rate: "60/1m", burst: 2, key: ['request.headers["x-key"]'] };

function header({ responseHeaders }: Stream, name: string): string | undefined {
  return responseHeaders.find(([one]) => one === name)?.[1];
}

function recordOf(stream: Stream): { readonly limit?: unknown; readonly costError?: unknown } {
  return JSON.parse(Buffer.from(stream.filterState("cellwall") ?? []).toString());
}

/** The answer to the last of some requests at one moment, passed or not. */
function last(
  limits: readonly LimitSpec[],
  requests: number,
  sent: readonly [string, string][] = [],
): Stream {
  const workers = new Workers(1, limits);
  for (let i = 1; i < requests; i++) workers.passes(0, { "x-key": "a" });
  const stream = workers.begin(0, { "x-key": "a" });
  if (stream.localReply === undefined) stream.onResponseHeaders([[":status", "200"], ...sent]);
  stream.end();
  return stream;
}

describe("a refusal", () => {
  test("has all fields of the draft, problem details, and RESOURCE_EXHAUSTED for gRPC", () => {
    const { localReply } = last([PER_KEY, { name: "total", rate: "5/250ms" }], 3);
    expect(localReply).toMatchObject({ status: 429, details: "cellwall_limited", grpcStatus: 8 });
    expect(Object.fromEntries(localReply?.headers ?? [])).toEqual({
      "content-type": "application/problem+json",
      "retry-after": "1",
      "ratelimit-policy": '"per-key";q=60;w=60, "total";q=20;w=1',
      ratelimit: '"per-key";r=0;t=1',
    });
    expect(JSON.parse(localReply?.body ?? "")).toEqual({
      type: "https://iana.org/assignments/http-problem-types#quota-exceeded",
      title: "Too Many Requests",
      status: 429,
      "violated-policies": ["per-key"],
    });
  });

  test("tells nothing of a limit that says so", () => {
    const { localReply } = last([{ ...PER_KEY, response: { headers: "never" } }], 3);
    expect(localReply?.headers.map(([name]) => name)).toEqual(["content-type", "retry-after"]);
  });

  test("has the body that the limit gives", () => {
    const body = { contentType: "text/plain", text: "slow down" };
    const { localReply } = last([{ ...PER_KEY, response: { body } }], 3);
    expect(localReply?.body).toBe("slow down");
    expect(localReply?.headers[0]).toEqual(["content-type", "text/plain"]);
  });

  test("is recorded with the limit, and with what it has left", () => {
    const costly = { ...PER_KEY, cost: "2", burst: 3 };
    expect(recordOf(last([costly], 2))).toMatchObject({
      verdict: "limited",
      limit: { policy: "bench", name: "per-key", left: 1 },
    });
  });

  test.each([
    ["a second", 0n, "1"],
    ["a part of a second", SECOND / 2n, "1"],
  ])("waits whole seconds, rounded up: %s", (_, later, wait) => {
    const workers = new Workers(1, [PER_KEY]);
    for (let i = 0; i < 2; i++) workers.passes(0);
    workers.clock.advance(later);
    expect(header(workers.begin(0), "retry-after")).toBe(wait);
  });
});

describe("an admitted request", () => {
  const always = { ...PER_KEY, burst: 10, response: { headers: "always" } };

  test("is told what is left when the limit says so", () => {
    const stream = last([always], 3);
    expect(header(stream, "ratelimit-policy")).toBe('"per-key";q=60;w=60');
    expect(header(stream, "ratelimit")).toBe('"per-key";r=7;t=3');
  });

  test("is told nothing otherwise", () => {
    expect(last([PER_KEY], 1).responseHeaders).toEqual([[":status", "200"]]);
  });

  test("keeps what the service behind says", () => {
    const stream = last([always], 1, [["ratelimit", '"theirs";r=1']]);
    expect(header(stream, "ratelimit")).toBe('"theirs";r=1');
    expect(header(stream, "ratelimit-policy")).toBeUndefined();
  });

  test("gets ours in its place where the limit says so", () => {
    const overwriting = { ...always, response: { headers: "always", overwrite: true } };
    const stream = last([overwriting], 1, [["ratelimit", '"theirs";r=1']]);
    expect(stream.responseHeaders.filter(([name]) => name === "ratelimit")).toEqual([
      ["ratelimit", '"per-key";r=9;t=1'],
    ]);
  });

  test("is recorded with the limit that has the fewest hits left", () => {
    const stream = last([{ name: "wide", rate: "100/1s" }, always], 3);
    expect(recordOf(stream).limit).toEqual({ policy: "bench", name: "per-key", left: 7 });
  });

  test("is recorded with a limit whose cost was no number", () => {
    const stream = last([{ ...PER_KEY, cost: 'int(request.headers["x-key"])' }], 1);
    expect(recordOf(stream).costError).toBe("bench/per-key");
  });
});

describe("the operator", () => {
  test("sees for each limit what it admitted, refused, and would have refused", () => {
    const workers = new Workers(2, [PER_KEY, { name: "trial", rate: "1/1h", mode: "shadow" }]);
    for (let i = 0; i < 5; i++) workers.passes(i % 2);
    expect(workers.counter("per-key", "admitted")).toBe(2n);
    expect(workers.counter("per-key", "limited")).toBe(3n);
    expect(workers.counter("trial", "admitted")).toBe(1n);
    expect(workers.counter("trial", "shadow")).toBe(1n);
    expect(workers.counter("trial", "limited")).toBe(0n);
  });

  test("sees leases, and how often a count could not be had", () => {
    const workers = new Workers(1, [{ name: "all", rate: "6400/1h" }]);
    for (let i = 0; i < 30; i++) workers.passes(0);
    expect(workers.counter("all", "leases")).toBe(4n); // of 2, 4, 8 and 16
    expect(workers.counter("all", "errors")).toBe(0n);
  });
});
