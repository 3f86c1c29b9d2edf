import { describe, expect, test } from "vitest";
import { found, MESH, policy, setOf } from "./testing/policies.js";

describe("what a gateway does not know", () => {
  test.each([
    [
      "{ tier: gateway }",
      "authorize: [{ name: r, effect: allow, peers: [{ namespace: shop }] }]",
      ["unknown-at-tier: `p/r` never matches: at a gateway, `peer.id` is not known"],
    ],
    [
      "{}",
      "authorize: [{ name: r, effect: deny, peers: [{ namespace: shop }] }]",
      ["unknown-at-tier: `p/r` takes every caller at a gateway, where `peer.id` is not known"],
    ],
    [
      "{ tier: gateway }",
      "limits: [{ name: l, rate: 1/s, key: [source.ip, peer.id] }]",
      ["unknown-at-tier: `p/l` tells no callers apart by `peer.id`: at a gateway it is not known"],
    ],
    ["{}", "authorize: [{ name: r, effect: allow, peers: [{ namespace: shop }] }]", []],
    ["{}", "limits: [{ name: l, rate: 1/s, key: [peer.id] }]", []],
    ["{ tier: sidecar }", "authorize: [{ name: r, effect: deny, peers: [{ namespace: shop }] }]", []],
    ["{ tier: gateway }", "authorize: [{ name: r, effect: deny, sources: [10.0.0.0/8] }]", []],
  ])("target %s, %s", (target, spec, findings) => {
    expect(found(setOf(MESH, policy("p", `{ target: ${target}, ${spec} }`)))).toEqual(findings);
  });
});
