import { buildImage } from "../../src/compile/image.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { lower } from "../../src/lower/lower.js";
import { readDocuments } from "../../src/policy/read.js";

const ORDERS = "spiffe://shop.example/ns/shop/sa/orders";

/** An image of one policy for the workload behind the test's Envoy; `spec` is the policy's spec in YAML flow style. */
export function imageOf(spec: string): Uint8Array {
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
  const diagnostics = new Diagnostics();
  const set = lower(readDocuments([{ path: "policy.yaml", text }], diagnostics), diagnostics);
  if (set === undefined) throw new Error(JSON.stringify(diagnostics.all));
  return buildImage(set, ORDERS);
}
