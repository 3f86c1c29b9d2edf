/** How workers share a limit: sums over all of them, and how often they have to ask. */
import { describe, expect, test } from "vitest";
import { type LimitSpec, Workers } from "./workers.js";

const MS = 1_000_000n;
const SECOND = 1_000n * MS;

/** How many of so many requests at one moment pass. */
function passed(workers: Workers, worker: number, requests: number, asked = {}): number {
  let count = 0;
  for (let i = 0; i < requests; i++) count += Number(workers.passes(worker, asked));
  return count;
}

describe("more demand than the limit, for ten seconds", () => {
  test.each([
    { workers: 1, rate: 1_000, burst: 1_000 },
    { workers: 2, rate: 1_000, burst: 1_000 },
    { workers: 4, rate: 1_000, burst: 1_000 },
    { workers: 4, rate: 1_000, burst: 128 },
    { workers: 4, rate: 20, burst: 20 },
    { workers: 4, rate: 9, burst: 300 },
  ])(
    "$workers workers use at least 99 % of $rate/1s with a burst of $burst, and never more than all",
    (given) => {
      const workers = new Workers(given.workers, [
        { name: "all", rate: `${given.rate}/1s`, burst: given.burst },
      ]);
      let admitted = 0;
      for (let i = 0; i < 30_000; i++) {
        workers.clock.advance(SECOND / 3_000n);
        const worker = i % 5 === 0 ? (i / 5) % given.workers : 0; // most of it at one of them
        admitted += Number(workers.passes(worker));
      }
      const most = given.burst + 10 * given.rate;
      expect(admitted).toBeLessThanOrEqual(most);
      expect(admitted).toBeGreaterThanOrEqual(0.99 * most - 1);
    },
  );
});

describe("a burst", () => {
  test("below 128 is exact, whoever takes it", () => {
    const workers = new Workers(4, [{ name: "all", rate: "127/1h" }]);
    let admitted = 0;
    for (let i = 0; i < 400; i++) admitted += Number(workers.passes(i % 4));
    expect(admitted).toBe(127);
  });

  test("of 128 and more loses at most a hundred and twenty-eighth and what workers hold", () => {
    const workers = new Workers(2, [{ name: "all", rate: "6400/1h" }]);
    const admitted = passed(workers, 0, 5_000) + passed(workers, 1, 5_000);
    expect(admitted).toBeLessThanOrEqual(6_400);
    expect(admitted).toBeGreaterThanOrEqual(6_400 - 50 - 100);
  });
});

describe("a lease", () => {
  const limit: LimitSpec = { name: "all", rate: "640/1s" };

  /** Worker 0 holds a lease, and the bucket is full again. */
  function withLease(): Workers {
    const workers = new Workers(2, [limit]);
    passed(workers, 0, 20); // of leases of 1, 2, 4, 8 and 10
    workers.clock.advance(SECOND);
    return workers;
  }

  test("is not used any more when its time is over", () => {
    const workers = withLease();
    const others = passed(workers, 1, 2_000);
    expect(others).toBeGreaterThan(600);
    expect(passed(workers, 0, 100)).toBe(0);
  });

  test("is handed back when its worker asks for the next", () => {
    const workers = new Workers(1, [{ name: "all", rate: "12800/1h" }]);
    passed(workers, 0, 2_000);
    workers.clock.advance(SECOND); // 3 or 4 come back
    let rest = 0;
    for (let i = 0; i < 12_000; i++) rest += Number(workers.passes(0));
    expect(2_000 + rest).toBeGreaterThanOrEqual(12_800 - 1);
  });

  test("spares nine host calls of ten where demand is high", () => {
    const workers = new Workers(2, [{ name: "all", rate: "100000/1s" }]);
    for (let i = 0; i < 4_000; i++) {
      workers.clock.advance(50_000n);
      workers.passes(i % 2);
    }
    expect(workers.sharedDataCalls).toBeLessThan(2 * 400);
  });
});

describe("an exhausted bucket", () => {
  test("is remembered: refusals ask nobody for ten milliseconds", () => {
    const workers = new Workers(1, [{ name: "all", rate: "10/1h" }]);
    passed(workers, 0, 11);
    const before = workers.sharedDataCalls;
    workers.clock.advance(9n * MS);
    expect(passed(workers, 0, 1_000)).toBe(0);
    expect(workers.sharedDataCalls).toBe(before);
    workers.clock.advance(2n * MS);
    expect(passed(workers, 0, 1_000)).toBe(0);
    expect(workers.sharedDataCalls).toBe(before + 1);
  });

  test("admits in the nanosecond in which a hit is back", () => {
    const workers = new Workers(2, [{ name: "all", rate: "1/1ms", burst: 1 }]);
    expect(passed(workers, 0, 2)).toBe(1);
    workers.clock.advance(MS - 1n);
    expect(passed(workers, 0, 1)).toBe(0);
    workers.clock.advance(1n);
    expect(passed(workers, 0, 1)).toBe(1);
  });
});

describe("several limits", () => {
  const limits: readonly LimitSpec[] = [
    { name: "a", rate: "5/1h", key: ['request.headers["x-a"]'] },
    { name: "b", rate: "3/1h", key: ['request.headers["x-b"]'] },
  ];

  test("a refused request takes from none, whether the refusal was known before or not", () => {
    const workers = new Workers(4, limits);
    expect(passed(workers, 0, 10, { "x-a": "1", "x-b": "1" })).toBe(3);
    for (let worker = 0; worker < 4; worker++) {
      expect(passed(workers, worker, 10, { "x-a": "2", "x-b": "1" })).toBe(0);
    }
    expect(passed(workers, 0, 3, { "x-a": "2", "x-b": "2" })).toBe(3);
    expect(passed(workers, 1, 3, { "x-a": "2", "x-b": "3" })).toBe(2);
  });
});

describe("what a worker's end changes", () => {
  test("nothing, but for what it held", () => {
    const workers = new Workers(2, [{ name: "all", rate: "100/1h" }]);
    expect(passed(workers, 0, 60)).toBe(60);
    workers.restart(0);
    expect(passed(workers, 0, 60) + passed(workers, 1, 60)).toBe(40);
  });
});

describe("more keys than there are buckets", () => {
  const KEYS = 50_000;

  test("the buckets that leave are counted, and are all that lets more pass", () => {
    const workers = new Workers(1, [
      { name: "key", rate: "1/1h", burst: 1, key: ['request.headers["x-key"]'] },
    ]);
    for (let key = 0; key < KEYS; key++) workers.passes(0, { "x-key": `${key}` });
    let again = 0;
    for (let key = 0; key < KEYS; key++) again += Number(workers.passes(0, { "x-key": `${key}` }));
    const evictions = Number(workers.counter("key", "evictions"));
    expect(again).toBeGreaterThan(0);
    expect(again).toBeLessThanOrEqual(evictions);
    expect(evictions).toBeGreaterThan(KEYS - 32_768);
  });

  test("fewer are kept, but for the few whose set is full", () => {
    const workers = new Workers(1, [
      { name: "key", rate: "1/1h", burst: 1, key: ['request.headers["x-key"]'] },
    ]);
    for (let key = 0; key < 10_000; key++) workers.passes(0, { "x-key": `${key}` });
    let again = 0;
    for (let key = 0; key < 10_000; key++) again += Number(workers.passes(0, { "x-key": `${key}` }));
    // Keys fall into sets by chance: of 4,096 with 2.4 keys each, three or four have a ninth, which costs two.
    expect(again).toBeLessThanOrEqual(40);
    expect(workers.counter("key", "admitted")).toBe(BigInt(10_000 + again));
    expect(workers.counter("key", "limited")).toBe(BigInt(10_000 - again));
  });
});
