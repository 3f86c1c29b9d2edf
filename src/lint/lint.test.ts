import { describe, expect, test } from "vitest";
import { Diagnostics } from "../diagnostics/diagnostic.js";
import type { PolicySet, Rule } from "../ir/model.js";
import { lower } from "../lower/lower.js";
import { readDocuments } from "../policy/read.js";
import { lint } from "./lint.js";

const MESH = `apiVersion: cellwall.dev/v1alpha1
kind: Mesh
metadata: { name: shop }
spec:
  trustDomain: shop.example
  workloads:
    - { id: spiffe://shop.example/ns/edge/sa/gateway, tier: gateway }
    - { id: spiffe://shop.example/ns/shop/sa/orders, hosts: [orders.example], paths: ["/orders/**"] }
    - { id: spiffe://shop.example/ns/shop/sa/stock }
---
apiVersion: cellwall.dev/v1alpha1
kind: Policy
metadata: { name: closed }
spec: { target: {}, default: deny }
`;

const GATEWAY = "spiffe://shop.example/ns/edge/sa/gateway";

function policy(name: string, spec: string): string {
  return `---\napiVersion: cellwall.dev/v1alpha1\nkind: Policy\nmetadata: { name: ${name} }\nspec: ${spec}\n`;
}

function setOf(...documents: string[]): PolicySet {
  const diagnostics = new Diagnostics();
  const set = lower(readDocuments([{ path: "p.yaml", text: documents.join("") }], diagnostics), diagnostics);
  if (set === undefined) throw new Error(JSON.stringify(diagnostics.all));
  return set;
}

/** `code: message` of each finding. */
function found(set: PolicySet): string[] {
  return lint(set).findings.map(({ code, message }) => `${code}: ${message}`);
}

/** Of one policy for the whole mesh. */
function foundOf(...rules: string[]): string[] {
  const authorize = rules.map((rule, index) => `{ name: r${index}, ${rule} }`);
  return found(setOf(MESH, policy("p", `{ target: {}, authorize: [${authorize.join(", ")}] }`)));
}

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
        help: "remove it (and write `default: deny` if `p` has no other allow rule)",
      },
    ]);
  });
});

describe("a rule that can't match", () => {
  test.each<[string, string, string]>([
    [
      "two values of a header",
      "effect: allow, headers: [{ name: x, exact: a }, { name: X, exact: b }]",
      "never-matches: `p/r0` never matches: no request fits both of two conditions",
    ],
    [
      "a header that is there and is not",
      "effect: deny, headers: [{ name: x, prefix: a }, { name: x, absent: true }]",
      "never-matches: `p/r0` never matches: no request fits both of two conditions",
    ],
    [
      "two values of a header, which a request may send both",
      "effect: deny, headers: [{ name: x, exact: a }, { name: x, exact: b }]",
      "undecided-only: `p/r0` only matches when something is missing or ambiguous: no request fits both of two conditions",
    ],
    [
      "a peer with two namespaces",
      "effect: allow, peers: [{ id: spiffe://t/ns/a/sa/b, namespace: c }]",
      "never-matches: `p/r0` never matches: no SPIFFE ID has all these parts",
    ],
    [
      "a peer with two trust domains, beside another",
      'effect: allow, peers: [{ id: "spiffe://t/**", trustDomain: u }, { namespace: shop }]',
      "never-holds: no request fits this: no SPIFFE ID has all these parts",
    ],
  ])("%s", (_, rule, finding) => {
    expect(foundOf(rule)).toEqual([finding]);
  });

  test.each<[string, string]>([
    ["two headers", "effect: allow, headers: [{ name: x, exact: a }, { name: y, exact: b }]"],
    ["a prefix and a suffix", "effect: allow, headers: [{ name: x, prefix: a }, { name: x, suffix: b }]"],
    [
      "a peer below an ID in its trust domain",
      'effect: allow, peers: [{ id: "spiffe://t/**", trustDomain: t }]',
    ],
  ])("is not one with %s", (_, rule) => {
    expect(foundOf(rule)).toEqual([]);
  });

  const place = { file: "p.yaml", line: 1, column: 1, length: 1 };
  const clause = (...anyOf: Rule["clauses"][number]["anyOf"]) => ({ anyOf, place });

  /** Conditions that several clauses make of one attribute. */
  test.each<[string, Rule["clauses"], string[]]>([
    [
      "methods",
      [clause({ kind: "method", value: "GET", place }), clause({ kind: "method", value: "PUT", place })],
      ["never-matches"],
    ],
    [
      "hosts",
      [
        clause({ kind: "host", host: { exact: "a.b" }, place }),
        clause({ kind: "host", host: { suffix: ".a.b" }, place }),
      ],
      ["never-matches"],
    ],
    [
      "paths",
      [
        clause({ kind: "path", path: { prefix: "/a/" }, place }),
        clause(
          { kind: "path", path: { prefix: "/b/" }, place },
          { kind: "path", path: { prefix: "/c" }, place },
        ),
      ],
      ["never-matches"],
    ],
    [
      "sources",
      [
        clause({ kind: "source", range: { bytes: [10, 0, 0, 0], length: 8 }, place }),
        clause({ kind: "source", range: { bytes: [11, 0, 0, 0], length: 8 }, place }),
      ],
      ["never-matches"],
    ],
    [
      "a path that normalization changes",
      [clause({ kind: "value", attribute: { name: "request.path" }, match: { oneOf: ["/a//b"] }, place })],
      ["never-matches"],
    ],
    [
      "sources that overlap",
      [
        clause({ kind: "source", range: { bytes: [10, 0, 0, 0], length: 8 }, place }),
        clause({ kind: "source", range: { bytes: [10, 1, 0, 0], length: 16 }, place }),
      ],
      [],
    ],
  ])("for its %s", (_, clauses, codes) => {
    const set = setOf(MESH);
    const [closed] = set.policies;
    if (closed === undefined) throw new Error("no policy");
    const rule: Rule = { name: "r", effect: "allow", clauses, place };
    const { findings } = lint({ ...set, policies: [{ ...closed, rules: [rule] }] });
    expect(findings.map(({ code }) => code)).toEqual(codes);
  });
});

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

describe("a workload that allows every request", () => {
  const OPEN = MESH.replace(", default: deny", "");

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
    expect(found(setOf(OPEN, policy("p", spec)))).toEqual(
      names.map(
        (name) =>
          `unguarded-workload: \`spiffe://shop.example/ns/shop/sa/${name}\` allows every request: no policy that is enforced there refuses any`,
      ),
    );
  });
});

test("a rule that no workload enforces is not looked at", () => {
  const nowhere = policy(
    "p",
    "{ target: { namespace: none }, authorize: [{ name: a, effect: deny }, { name: b, effect: deny }] }",
  );
  expect(found(setOf(MESH, nowhere))).toEqual([]);
});

describe("many rules", () => {
  const place = { file: "p.yaml", line: 1, column: 1, length: 1 };
  const RULES = 10_000;

  /** Rules that differ in one header's prefix, and one that is within the last. */
  function manyRules(): PolicySet {
    const set = setOf(MESH);
    const rules = Array.from({ length: RULES + 1 }, (_, index): Rule => {
      const match = index === RULES ? { exact: `v${RULES - 1}-x` } : { prefix: `v${index}-` };
      const header = { kind: "header", name: "x", match, place } as const;
      const method = { kind: "method", value: "GET", place } as const;
      const clauses = [
        { anyOf: [method], place },
        { anyOf: [header], place },
      ];
      return { name: `r${index}`, effect: "allow", clauses, place };
    });
    return { ...set, policies: set.policies.map((one) => ({ ...one, rules })) };
  }

  test("are compared in a few seconds", () => {
    const set = manyRules();
    const start = performance.now();
    const { findings, isComplete } = lint(set);
    expect(findings.map(({ code }) => code)).toEqual(["hidden-rule"]);
    expect(isComplete).toBe(true);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test("are too many at some point, which is said; what is found until then is certain", () => {
    const { findings, isComplete } = lint(manyRules(), 1000);
    expect(findings).toEqual([]);
    expect(isComplete).toBe(false);
  });
});
