import { describe, expect, test } from "vitest";
import { found, OPEN_MESH, policy, setOf } from "./testing/policies.js";

describe("a workload that allows every request", () => {
  test.each([
    ["has no policy", "{ target: { namespace: edge }, default: deny }", true],
    [
      "has one that opens it",
      "{ target: {}, default: allow, authorize: [{ name: a, effect: allow }] }",
      true,
    ],
    ["has one in shadow mode", "{ target: {}, mode: shadow, default: deny }", true],
    ["only audits", "{ target: {}, authorize: [{ name: a, effect: audit }] }", true],
    ["has an allow rule", "{ target: {}, authorize: [{ name: a, effect: allow, methods: [GET] }] }", false],
    ["has a deny rule", "{ target: {}, authorize: [{ name: a, effect: deny, methods: [GET] }] }", false],
    ["has a default", "{ target: {}, default: deny }", false],
  ])("%s", (_, spec, isFound) => {
    const names = isFound ? ["orders", "stock"] : [];
    expect(found(setOf(OPEN_MESH, policy("p", spec)))).toEqual(
      names.map(
        (name) =>
          `unguarded-workload: \`spiffe://shop.example/ns/shop/sa/${name}\` allows every request: no policy that is enforced there refuses any`,
      ),
    );
  });
});
