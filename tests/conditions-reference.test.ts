/** What docs/conditions.md says is so: each example is a condition, and a gateway foresees what is said to be foreseen. */
import { expect, test } from "vitest";
import { KEYED, PLAIN } from "../src/condition/attributes.js";
import { Diagnostics } from "../src/diagnostics/diagnostic.js";
import { toPeer } from "../src/ir/facts.js";
import { isKnownAtGateway } from "../src/ir/known.js";
import type { Test } from "../src/ir/model.js";
import { lower } from "../src/lower/lower.js";
import { readDocuments } from "../src/policy/read.js";

const HEAD = `
apiVersion: cellwall.dev/v1alpha1
kind: Mesh
metadata: { name: shop }
spec: { trustDomain: shop.example, workloads: [{ id: spiffe://shop.example/a }] }
---
apiVersion: cellwall.dev/v1alpha1
kind: Policy
metadata: { name: a }
spec:
  target: {}
  authorize:
    - name: a
      effect: allow
      paths: ["/{customer}/**"]
      when: `;

function testsOf(condition: string): readonly Test[] {
  const diagnostics = new Diagnostics();
  const text = HEAD + JSON.stringify(condition);
  const set = lower(readDocuments([{ path: "a", text }], diagnostics), diagnostics);
  expect(diagnostics.all).toEqual([]);
  return (set?.policies[0]?.rules[0]?.clauses ?? []).flatMap(({ anyOf }) => anyOf);
}

test.each([...PLAIN, ...KEYED])("$name, as in $example", ({ example, isForeseen }) => {
  const gateway = toPeer("spiffe://shop.example/ns/edge/sa/gateway");
  if (gateway === undefined) throw new Error("no gateway");
  expect(testsOf(example).every((one) => isKnownAtGateway(one, gateway))).toBe(isForeseen);
});
