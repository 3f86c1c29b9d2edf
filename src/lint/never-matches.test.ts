import { describe, expect, test } from "vitest";
import { foundOf } from "./testing/policies.js";

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

  /** A condition says the same of an attribute as a field does, or the opposite. */
  test.each<[string, string[]]>([
    ["methods: [GET], when: request.method == 'PUT'", ["never-matches"]],
    ["methods: [GET, PUT], when: request.method == 'PUT'", []],
    ["hosts: [a.b], when: request.host in ['c.b', 'b']", ["never-matches"]],
    ["hosts: ['*.b'], when: request.host in ['c.b', 'b']", []],
    ["paths: ['/a/**', /c], when: request.path.startsWith('/b/')", ["never-matches"]],
    ["paths: ['/a/**', /c], when: request.path.startsWith('/a/b')", []],
    ["sources: [10.0.0.0/8], when: cidr('11.0.0.0/8').containsIP(source.ip)", ["never-matches"]],
    ["sources: [10.0.0.0/8], when: cidr('10.1.0.0/16').containsIP(source.ip)", []],
    ["when: connection.sni == 'a' && connection.sni == 'b'", ["never-matches"]],
    ["when: connection.sni == 'a' && route.name == 'b'", []],
  ])("for what fields and conditions say: %s", (conditions, codes) => {
    const found = foundOf(`effect: allow, ${conditions.replace(/when: (.*)/, 'when: "$1"')}`);
    expect(found.map((one) => one.split(":")[0])).toEqual(codes);
  });
});
