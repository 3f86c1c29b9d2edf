import { expect, test } from "vitest";
import { policyDigest } from "./digest.js";
import { NO_IDENTITY } from "./identity.js";
import type { PolicySet } from "./model.js";

const place = { file: "a.yaml", line: 1, column: 1, length: 1 };

const SET: PolicySet = {
  mesh: "shop",
  ...NO_IDENTITY,
  trustDomain: "shop.example",
  pathNormalization: "STRICT",
  workloads: [{ id: "spiffe://shop.example/a", tier: "sidecar", hosts: [], paths: [], place }],
  tests: [],
  policies: [{ name: "p", target: { place }, rules: [], limits: [], place }],
};

test("is 16 hex digits", () => {
  expect(policyDigest(SET)).toMatch(/^[0-9a-f]{16}$/);
});

test("does not change with places and the order of keys", () => {
  const elsewhere = { ...place, file: "b.yaml", line: 9 };
  const { policies, ...rest } = SET;
  const moved = policies.map(({ name, ...policy }) => ({
    ...policy,
    name,
    target: { place: elsewhere },
    place: elsewhere,
  }));
  expect(policyDigest({ policies: moved, ...rest })).toBe(policyDigest(SET));
});

test.each<[string, Partial<PolicySet>]>([
  ["the normalization", { pathNormalization: "BASE" }],
  ["a policy's name", { policies: [{ name: "q", target: { place }, rules: [], limits: [], place }] }],
  [
    "a target",
    { policies: [{ name: "p", target: { tier: "gateway", place }, rules: [], limits: [], place }] },
  ],
  [
    "a policy more",
    { policies: [...SET.policies, { name: "q", target: { place }, rules: [], limits: [], place }] },
  ],
])("changes with %s", (_, change) => {
  expect(policyDigest({ ...SET, ...change })).not.toBe(policyDigest(SET));
});

test("changes with each of many rules", () => {
  const digestWith = (odd: number) => {
    const rules = Array.from({ length: 500 }, (_, index) => {
      const effect = index === odd ? "deny" : "allow";
      return { name: `rule-${index}`, effect, clauses: [], place } as const;
    });
    return policyDigest({ ...SET, policies: [{ name: "p", target: { place }, rules, limits: [], place }] });
  };
  const digests = Array.from({ length: 500 }, (_, index) => digestWith(index));
  expect(new Set(digests).size).toBe(500);
});
