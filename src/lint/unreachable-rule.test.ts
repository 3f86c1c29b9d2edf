import { describe, expect, test } from "vitest";
import { found, MESH, policy, setOf } from "./testing/policies.js";

const GATEWAY = "spiffe://shop.example/ns/edge/sa/gateway";

describe("a rule for gateways only", () => {
  test.each([
    ["orders", `peers: [${GATEWAY}], paths: ["/stock/**"]`, true],
    ["orders", `peers: [${GATEWAY}], hosts: [stock.example]`, true],
    ["orders", `peers: [${GATEWAY}], paths: [/orders/1]`, false],
    ["orders", `peers: [${GATEWAY}, { namespace: shop }], paths: ["/stock/**"]`, false],
    ["stock", `peers: [${GATEWAY}]`, true],
    ["stock", "peers: [{ namespace: shop }]", false],
  ])("at %s with %s", (name, conditions, isFound) => {
    const spec = `{ target: { workload: spiffe://shop.example/ns/shop/sa/${name} }, authorize: [{ name: r, effect: allow, ${conditions} }] }`;
    const finding =
      "unreachable-rule: `p/r` never matches: it is for gateways, which send no such request there";
    expect(found(setOf(MESH, policy("p", spec)))).toEqual(isFound ? [finding] : []);
  });
});
