import { describe, expect, test } from "vitest";
import type { Rule } from "../ir/model.js";
import { lint } from "./lint.js";
import { foundOf, MESH, setOf } from "./testing/policies.js";

describe("a rule that can't match", () => {
  test.each<[string, string, string]>([
    [
      "two values of a header",
      "effect: allow, headers: [{ name: x, exact: a }, { name: X, exact: b }]",
      "never-matches: `p/r0` never matches: no request fits both this condition and another",
    ],
    [
      "a header that is there and is not",
      "effect: deny, headers: [{ name: x, prefix: a }, { name: x, absent: true }]",
      "never-matches: `p/r0` never matches: no request fits both this condition and another",
    ],
    [
      "two values of a header, which a request may send both",
      "effect: deny, headers: [{ name: x, exact: a }, { name: x, exact: b }]",
      "undecided-only: `p/r0` only matches when something is missing or ambiguous: no request fits both this condition and another",
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
