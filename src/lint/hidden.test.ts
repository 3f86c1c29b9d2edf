import { describe, expect, test } from "vitest";
import { lint } from "./lint.js";
import { found, foundOf, MESH, policy, setOf } from "./testing/policies.js";

describe("a rule that another one makes superfluous", () => {
  test.each<[string, string[], string]>([
    [
      "an allow rule within another",
      ["effect: allow, methods: [GET]", "effect: allow, methods: [GET], paths: [/a]"],
      "hidden-rule: `p/r1` allows nothing that `p/r0` does not allow",
    ],
    [
      "a deny rule within another",
      ['effect: deny, paths: ["/a/**"]', "effect: deny, paths: [/a/b, /a/c]"],
      "hidden-rule: `p/r1` denies nothing that `p/r0` does not deny",
    ],
    [
      "an allow rule within a deny rule",
      ["effect: allow, methods: [GET], paths: [/a/b]", 'effect: deny, paths: ["/a/**"]'],
      "always-denied: `p/r0` never allows anything: `p/r1` denies whatever it matches",
    ],
    [
      "an allow rule by prefix within a deny rule by template, whose `**` is undecided for strange bytes",
      ["effect: allow, paths: [{ prefix: /a/ }]", 'effect: deny, paths: ["/a/**"]'],
      "always-denied: `p/r0` never allows anything: `p/r1` denies whatever it matches",
    ],
    [
      "the same rule in another order",
      ["effect: deny, methods: [GET, PUT], paths: [/a]", "effect: deny, paths: [/a], methods: [PUT, GET]"],
      "same-rule: `p/r1` says the same as `p/r0`",
    ],
    [
      "the same audit rule",
      ["effect: audit, methods: [GET]", "effect: audit, methods: [GET]"],
      "same-rule: `p/r1` says the same as `p/r0`",
    ],
    [
      "a rule that is only stricter in more headers",
      [
        "effect: allow, headers: [{ name: x, prefix: a }]",
        "effect: allow, headers: [{ name: y, present: true }, { name: x, exact: ab }]",
      ],
      "hidden-rule: `p/r1` allows nothing that `p/r0` does not allow",
    ],
    [
      "a condition on one of several values",
      [
        `effect: deny, when: "request.query['a'] in ['x', 'y']"`,
        `effect: deny, when: "request.query['a'] == 'y'"`,
      ],
      "hidden-rule: `p/r1` denies nothing that `p/r0` does not deny",
    ],
    [
      "a condition that is the same, beside another",
      ["effect: deny, when: request.size > 5", "effect: deny, methods: [PUT], when: request.size > 5"],
      "hidden-rule: `p/r1` denies nothing that `p/r0` does not deny",
    ],
    [
      "a rule in shadow mode within an enforced one",
      ["effect: deny, methods: [GET]", "effect: deny, mode: shadow, methods: [GET], paths: [/a]"],
      "hidden-rule: `p/r1` denies nothing that `p/r0` does not deny",
    ],
  ])("%s", (_, rules, finding) => {
    expect(foundOf(...rules)).toEqual([finding]);
  });

  test.each<[string, string[]]>([
    ["rules that only overlap", ["effect: allow, methods: [GET]", "effect: allow, paths: [/a]"]],
    [
      "an allow rule by prefix, of which `**` does not surely match all",
      ['effect: allow, paths: ["/a/**"]', "effect: allow, paths: [{ prefix: /a/b }]"],
    ],
    [
      "a deny rule within an allow rule",
      ["effect: allow, methods: [GET]", "effect: deny, methods: [GET], paths: [/a]"],
    ],
    ["an audit rule within another", ["effect: audit", "effect: audit, methods: [GET]"]],
    [
      "an enforced rule within one in shadow mode",
      ["effect: deny, mode: shadow, methods: [GET]", "effect: deny, methods: [GET], paths: [/a]"],
    ],
    [
      "a peer by parts that does not have the form of an ID below",
      [
        "effect: allow, peers: [{ namespace: shop }]",
        'effect: allow, peers: ["spiffe://shop.example/ns/shop/**"]',
      ],
    ],
  ])("is not one of %s", (_, rules) => {
    expect(foundOf(...rules)).toEqual([]);
  });

  const NARROW = "authorize: [{ name: r, effect: deny, methods: [GET], paths: [/a] }]";
  const WIDE = "authorize: [{ name: r, effect: deny, methods: [GET] }]";
  const [EDGE, SHOP] = ["{ namespace: edge }", "{ namespace: shop }"];
  const ORDERS = "{ workload: spiffe://shop.example/ns/shop/sa/orders }";

  test.each([
    ["the same target", SHOP, SHOP, true],
    ["the whole mesh", SHOP, "{}", true],
    ["the workload's namespace", ORDERS, SHOP, true],
    ["the workload's tier", ORDERS, "{ tier: sidecar }", true],
    ["a workload of the namespace", SHOP, ORDERS, false],
    ["another namespace", SHOP, EDGE, false],
    ["a tier", SHOP, "{ tier: sidecar }", false],
  ])("by one of another policy for %s", (_, target, other, isFound) => {
    const set = setOf(
      MESH,
      policy("narrow", `{ target: ${target}, ${NARROW} }`),
      policy("wide", `{ target: ${other}, ${WIDE} }`),
    );
    const finding = "hidden-rule: `narrow/r` denies nothing that `wide/r` does not deny";
    expect(found(set)).toEqual(isFound ? [finding] : []);
  });

  test.each([
    ["", ["hidden-rule: `p/r1` denies nothing that `p/r0` does not deny"]],
    [", 10.0.40.1", []],
  ])("by one of two long lists, with%s", (more, findings) => {
    const list = (last: string) =>
      Array.from({ length: 40 }, (_, index) => `10.0.${index}.${last}`).join(", ");
    const rules = [
      `effect: deny, sources: [${list("0/24")}]`,
      `effect: deny, sources: [${list("7")}${more}]`,
    ];
    expect(foundOf(...rules)).toEqual(findings);
  });

  test("is reported where it stands, with the other's place and what removing it takes", () => {
    const { findings } = lint(
      setOf(
        MESH,
        policy("p", "{ target: {}, authorize: [{ name: a, effect: allow }, { name: b, effect: allow }] }"),
      ),
    );
    expect(findings).toEqual([
      {
        code: "same-rule",
        severity: "warning",
        message: "`p/b` says the same as `p/a`",
        place: { file: "p.yaml", line: 19, column: 69, length: 1 },
        related: { file: "p.yaml", line: 19, column: 41, length: 1 },
        help: "remove `p/b`",
      },
    ]);
  });
});
