import { expect, test } from "vitest";
import { NO_IDENTITY } from "../ir/identity.js";
import type { Capacity, Limit } from "../ir/limit.js";
import type { PolicySet } from "../ir/model.js";
import { rateLimitConfig, serviceKey } from "./ratelimit.js";
import { toText } from "./template.js";

const place = { file: "test", line: 1, column: 1, length: 1 };
const MESH = { isExact: false, onFailure: "local" } as const;

function limit(name: string, capacity: Capacity, more: Partial<Limit> = {}): Limit {
  return { name, clauses: [], capacity, key: [], overrides: [], place, ...more };
}

function setOf(...limits: Limit[]): PolicySet {
  const policy = { name: "orders", target: { place }, rules: [], limits, place };
  return { ...SET, policies: [policy] };
}

const SET: PolicySet = {
  ...NO_IDENTITY,
  mesh: "shop",
  trustDomain: "shop.example",
  pathNormalization: "STRICT",
  workloads: [],
  policies: [],
  tests: [],
};

test("each limit of the mesh has a counter for each key, and overrides have limits of their own", () => {
  const set = setOf(
    limit("alone", { count: 1, periodNs: 1e9, burst: 1 }),
    limit("at-a-time", { inFlight: 5 }),
    limit(
      "per-user",
      { count: 100, periodNs: 60e9, burst: 20 },
      {
        mesh: MESH,
        shadow: true,
        overrides: [
          { key: "/gold/!", capacity: { count: 4_294_967_295, periodNs: 86_400e9, burst: 1 }, place },
        ],
      },
    ),
    limit("rest", { count: 2, periodNs: 1e9, burst: 2 }, { mesh: { ...MESH, isExact: true } }),
    limit("slow", { count: 3, periodNs: 3_600e9, burst: 3 }, { mesh: MESH }),
  );
  const config = rateLimitConfig(set);
  expect(
    config && toText(config),
  ).toBe(`# Made by \`cellwall emit ratelimit\` from the policies; change those.

domain: shop
descriptors:
  - key: limit
    value: orders/per-user
    descriptors:
      - key: key
        rate_limit:
          unit: minute
          requests_per_unit: 100
      - key: key
        value: /gold/!
        rate_limit:
          unit: day
          requests_per_unit: 4294967295
  - key: limit
    value: orders/rest
    descriptors:
      - key: key
        rate_limit:
          unit: second
          requests_per_unit: 2
  - key: limit
    value: orders/slow
    descriptors:
      - key: key
        rate_limit:
          unit: hour
          requests_per_unit: 3
`);
});

test("the domain is the service's, where it has one", () => {
  const rateLimitService = { cluster: "ratelimit", domain: "shared", timeoutNs: 1e8 };
  const set = setOf(limit("l", { count: 1, periodNs: 1e9, burst: 1 }, { mesh: MESH }));
  expect(rateLimitConfig({ ...set, rateLimitService })?.get("domain")).toBe("shared");
});

test("there is nothing without limits of the mesh", () => {
  expect(rateLimitConfig(setOf(limit("alone", { count: 1, periodNs: 1e9, burst: 1 })))).toBeUndefined();
});

test.each([
  ["a short key is sent as it is", `/${"a".repeat(63)}`, `/${"a".repeat(63)}`],
  [
    "a longer one as its digest",
    `/${"a".repeat(64)}`,
    "a0305bf503bbd9ef3f1a06abd9b40eff92df2eac05ed9d62af0678bf25fedc07",
  ],
])("%s", (_, text, key) => {
  expect(serviceKey(text)).toBe(key);
});
