import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import type { PolicySet } from "../../src/ir/model.js";
import { lower } from "../../src/lower/lower.js";
import { readDocuments } from "../../src/policy/read.js";

export const WORKLOAD = "spiffe://a.example/a";

/**
 * The policy of one rule with a condition; undefined: it is refused.
 * @throws {Error} it is refused without a reason, or without a place in the file
 */
export function readCondition(condition: string): PolicySet | undefined {
  const documents = [
    {
      apiVersion: "cellwall.dev/v1alpha1",
      kind: "Mesh",
      metadata: { name: "a" },
      spec: { trustDomain: "a.example", workloads: [{ id: WORKLOAD }] },
    },
    {
      apiVersion: "cellwall.dev/v1alpha1",
      kind: "Policy",
      metadata: { name: "a" },
      spec: {
        target: {},
        authorize: [{ name: "a", effect: "allow", paths: ["/a/{v=**}", "/{v=**}"], when: condition }],
      },
    },
  ];
  const text = documents.map((one) => JSON.stringify(one)).join("\n---\n");
  const diagnostics = new Diagnostics();
  const set = lower(readDocuments([{ path: "policy.yaml", text }], diagnostics), diagnostics);
  const errors = diagnostics.all.filter(({ severity }) => severity === "error");
  if (set === undefined && errors.length === 0) throw new Error("refused without a reason");
  const lost = errors.find(({ place }) => place === undefined);
  if (lost !== undefined) throw new Error(`no place for \`${lost.message}\``);
  return errors.length > 0 ? undefined : set;
}
