import { buildImage } from "../../src/compile/image.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import type { PolicySet } from "../../src/ir/model.js";
import { lower } from "../../src/lower/lower.js";
import { readDocuments } from "../../src/policy/read.js";

export const ORDERS = "spiffe://shop.example/ns/shop/sa/orders";

/** A set of one policy for the workload behind the test's Envoy; `spec` and `cases` are YAML in flow style. */
export function imageSet(spec: string, cases: readonly string[] = []): PolicySet {
  const text = `
apiVersion: cellwall.dev/v1alpha1
kind: Mesh
metadata: { name: shop }
spec: { trustDomain: shop.example, workloads: [{ id: "${ORDERS}" }] }
---
apiVersion: cellwall.dev/v1alpha1
kind: Policy
metadata: { name: orders }
spec:
  target: { workload: "${ORDERS}" }
${spec}`;
  const test = `
---
apiVersion: cellwall.dev/v1alpha1
kind: PolicyTest
metadata: { name: test }
spec: { target: {}, cases: [${cases.join(", ")}] }
`;
  const diagnostics = new Diagnostics();
  const files = [{ path: "policy.yaml", text: cases.length === 0 ? text : text + test }];
  const set = lower(readDocuments(files, diagnostics), diagnostics);
  if (set === undefined) throw new Error(JSON.stringify(diagnostics.all));
  return set;
}

/** The image of such a set. */
export function imageOf(spec: string, cases: readonly string[] = []): Uint8Array {
  return buildImage(imageSet(spec, cases), ORDERS);
}
