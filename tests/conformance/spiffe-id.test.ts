import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { buildImage } from "../../src/compile/image.js";
import type { PeerTest, PolicySet } from "../../src/ir/model.js";
import { parseSpiffeId, trustDomainError } from "../../src/ir/spiffe.js";
import { openCell } from "../cell/open-cell.js";
import { pathPolicy, TARGET } from "../cell/path-policy.js";

interface Case {
  readonly kind: "id" | "trust_domain" | "match";
  readonly input: string;
  readonly valid?: boolean;
  readonly error_contains?: string;
  readonly trust_domain?: string;
  readonly path?: string;
  readonly matcher?: "any" | "id" | "one_of" | "member_of";
  readonly arg?: string | readonly string[];
  readonly expect?: boolean;
}

const { cases } = JSON.parse(readFileSync(new URL("data/spiffe-id.json", import.meta.url), "utf8")) as {
  cases: Case[];
};
const of = (kind: Case["kind"]) => cases.filter((one) => one.kind === kind);
const place = { file: "test", line: 1, column: 1, length: 1 };

/** A policy that allows a request just when its peer passes one of the tests; peers of these trust domains are believed. */
function peerCell(tests: readonly PeerTest[], federatedTrustDomains: readonly string[]) {
  const base = pathPolicy({ prefix: "/" }, "STRICT");
  const rule = { name: "only", effect: "allow", clauses: [{ anyOf: tests, place }], place } as const;
  const set: PolicySet = {
    ...base,
    federatedTrustDomains,
    tests: [],
    policies: [{ name: "peers", target: { place }, rules: [rule], limits: [], place }],
  };
  return openCell(buildImage(set, TARGET));
}

/** go-spiffe's matchers as peer tests; `any` also takes a request without peer, which is a rule without peers here. */
function toTests({ matcher, arg }: Case): PeerTest[] {
  const ids = typeof arg === "string" ? [arg] : (arg ?? []);
  if (matcher === "member_of") return [{ kind: "peer", trustDomain: ids.join(), place }];
  return ids.map((id) => ({ kind: "peer", id, place }));
}

describe("SPIFFE IDs", () => {
  test.each(of("id"))(
    "ID $input is valid: $valid",
    ({ input, valid, error_contains, trust_domain, path }) => {
      const id = parseSpiffeId(input);
      if (!valid) expect(id).toEqual({ error: expect.stringContaining(error_contains ?? "") });
      else expect(id).toEqual({ trustDomain: trust_domain, path: path ?? "" });
    },
  );

  const domains = new Set(of("id").flatMap(({ trust_domain }) => trust_domain ?? []));
  const anyPeer = peerCell([{ kind: "peer", idPrefix: "spiffe://", place }], [...domains]);
  test.each(of("id"))("ID $input is a peer in the module: $valid", ({ input, valid, path }) => {
    const namesWorkload = valid && path !== undefined && path !== "";
    expect(anyPeer({ method: "GET", path: "/", headers: [], peer: input })).toMatchObject(
      namesWorkload ? { verdict: "allow" } : { verdict: "deny", reason: "peer-identity" },
    );
  });

  // go-spiffe takes a trust domain from a name or from a whole ID.
  test.each(of("trust_domain"))(
    "trust domain $input is valid: $valid",
    ({ input, valid, error_contains, trust_domain }) => {
      const id = input.includes(":/") ? parseSpiffeId(input) : { trustDomain: input };
      const error =
        "error" in id
          ? id.error
          : input === ""
            ? "trust domain is missing"
            : trustDomainError(id.trustDomain);
      if (!valid) expect(error).toContain(error_contains ?? "");
      else expect({ error, id }).toMatchObject({ error: undefined, id: { trustDomain: trust_domain } });
    },
  );

  test.each(of("match").filter(({ matcher }) => matcher !== "any"))(
    "$matcher $arg matches $input: $expect",
    (one) => {
      const tests = toTests(one);
      const id = parseSpiffeId(one.input);
      const cell = peerCell(tests, "error" in id ? [] : [id.trustDomain]);
      const { verdict } = cell({ method: "GET", path: "/", headers: [], peer: one.input });
      expect(tests.length > 0 && verdict === "allow").toBe(one.expect);
    },
  );
});
