/** Limits on requests at a time: places are given back, whatever becomes of requests and workers. */
import { describe, expect, test } from "vitest";
import type { Stream } from "../../src/host/stream.js";
import { type LimitSpec, Workers } from "./workers.js";

const THREE: readonly LimitSpec[] = [{ name: "few", inFlight: 3, key: ['request.headers["x-key"]'] }];
const ALICE = { "x-key": "alice" };

/** Begins requests at one worker after the other; those that pass. */
function begin(workers: Workers, requests: number, asked = ALICE): Stream[] {
  const streams = Array.from({ length: requests }, (_, index) => workers.begin(index % workers.count, asked));
  return streams.filter(({ localReply }) => localReply === undefined);
}

describe("three requests at a time", () => {
  test("are all that all workers together let pass", () => {
    const workers = new Workers(2, THREE);
    const running = begin(workers, 10);
    expect(running).toHaveLength(3);
    expect(begin(workers, 10, { "x-key": "bob" })).toHaveLength(3);
    running[0]?.end();
    expect(begin(workers, 10)).toHaveLength(1);
  });

  test("may be three again when all are over", () => {
    const workers = new Workers(2, THREE);
    for (let round = 0; round < 50; round++) {
      const running = begin(workers, 5);
      expect(running).toHaveLength(3);
      for (const stream of running) stream.end();
    }
  });

  test("are counted on when the policy changes, and a larger number counts at once", () => {
    const workers = new Workers(2, THREE);
    const running = begin(workers, 10);
    workers.configure([{ ...(THREE[0] as LimitSpec), inFlight: 5 }]);
    expect(begin(workers, 10)).toHaveLength(2);
    for (const stream of running) stream.end();
    expect(begin(workers, 10)).toHaveLength(3);
  });

  test("are free again after a worker crashed with them", () => {
    const workers = new Workers(2, THREE);
    const running = [0, 0, 1].map((worker) => workers.begin(worker, ALICE));
    expect(workers.passes(1, ALICE)).toBe(false);
    workers.restart(0);
    expect(begin(workers, 10)).toHaveLength(2);
    running[2]?.end();
    expect(begin(workers, 10)).toHaveLength(1);
  });

  test("are given back when another limit refuses", () => {
    const workers = new Workers(1, [...THREE, { name: "last", rate: "2/1h" }]);
    for (let i = 0; i < 10; i++) workers.passes(0, ALICE);
    workers.configure(THREE);
    expect(begin(workers, 10)).toHaveLength(3);
  });
});

describe("more requests than the limit", () => {
  test("tells the caller to come again, and which limit it was", () => {
    const workers = new Workers(1, THREE);
    begin(workers, 3);
    const { localReply, responseHeaders } = workers.begin(0, ALICE);
    expect(localReply?.status).toBe(429);
    expect(responseHeaders).toContainEqual(["retry-after", "1"]);
    expect(responseHeaders).toContainEqual(["ratelimit-policy", '"few";q=3;qu="concurrent-requests"']);
    expect(responseHeaders).toContainEqual(["ratelimit", '"few";r=0']);
  });
});
