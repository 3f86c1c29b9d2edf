import { expect, test } from "vitest";
import { type Facts, requestToFacts } from "./facts.js";
import type { Limit, Rate } from "./limit.js";
import { Limiter, type OwnedLimit } from "./limiter.js";
import type { Request } from "./request.js";

const SECOND = 1_000_000_000n;
const place = { file: "test", line: 1, column: 1, length: 1 };
const request: Request = { path: "/", headers: [] };
const facts = requestToFacts(request, "STRICT") as Facts;

const ONE_A_SECOND: Rate = { count: 1, periodNs: 1e9, burst: 1 };

function owned(limit: Partial<Limit>): OwnedLimit {
  const whole = { name: "l", clauses: [], capacity: ONE_A_SECOND, key: [], overrides: [], place };
  return { policy: "p", limit: { ...whole, ...limit } };
}

test("a bucket refills at the rate, to the nanosecond", () => {
  const limiter = new Limiter();
  const limits = [owned({ capacity: { ...ONE_A_SECOND, count: 3, burst: 2 } })];
  const interval = 333_333_334n;
  const at = (now: bigint) => limiter.admit(limits, request, facts, now).refused === undefined;
  expect([at(SECOND), at(SECOND), at(SECOND)]).toEqual([true, true, false]);
  expect([at(SECOND + interval - 1n), at(SECOND + interval), at(SECOND + interval)]).toEqual([
    false,
    true,
    false,
  ]);
});

test("a clock that goes back admits no more", () => {
  const limiter = new Limiter();
  const limits = [owned({})];
  expect(limiter.admit(limits, request, facts, 10n * SECOND).refused).toBeUndefined();
  expect(limiter.admit(limits, request, facts, 5n * SECOND).refused).toBe(limits[0]);
  expect(limiter.admit(limits, request, facts, 11n * SECOND).refused).toBeUndefined();
});

test("limits of the same name in different policies have buckets of their own", () => {
  const limiter = new Limiter();
  const [one, other] = [owned({}), { ...owned({}), policy: "q" }];
  expect(limiter.admit([one], request, facts, 0n).refused).toBeUndefined();
  expect(limiter.admit([other], request, facts, 0n).refused).toBeUndefined();
  expect(limiter.admit([one, other], request, facts, 0n).refused).toBe(one);
});

test("a request without limits is admitted", () => {
  expect(new Limiter().admit([], request, facts, 0n).refused).toBeUndefined();
});
