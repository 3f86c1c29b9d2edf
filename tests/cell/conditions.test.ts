import { expect, test } from "vitest";
import type { Expression } from "../../src/ir/expression.js";
import { openConditions } from "./conditions.js";

const PEER: Expression = { kind: "present", attribute: { name: "peer.id" } };
const METHOD: Expression = { kind: "present", attribute: { name: "request.method" } };

const request = (peer?: string) => ({ path: "/", headers: [], ...(peer !== undefined && { peer }) });

test.each([
  ["of the mesh", "spiffe://test.example/a"],
  ["federated", "spiffe://t.example/a"],
])("of a request by a peer that is %s, a condition has an outcome", (_, peer) => {
  expect(openConditions([PEER, METHOD])(request(peer))).toEqual([true, false]);
});

test("a request that is refused before any rule is asked has no outcome, not even false", () => {
  const stranger = request("spiffe://elsewhere.example/a");
  expect(() => openConditions([PEER])(stranger)).toThrow("peer-trust-domain");
  expect(openConditions([METHOD])(stranger)).toEqual([false]);
});
