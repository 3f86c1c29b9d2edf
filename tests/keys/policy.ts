import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import type { PolicySet } from "../../src/ir/model.js";
import { lower } from "../../src/lower/lower.js";
import { readDocuments } from "../../src/policy/read.js";
import { ISSUER } from "./issuer.js";

export const WORKLOAD = "spiffe://shop.example/ns/shop/sa/orders";

/** One workload that lets `alice` in, or keeps her out; `jwks`: where the keys of her issuer are. */
export function policySet(jwks: object, effect: "allow" | "deny" = "allow"): PolicySet {
  const issuer = { name: "customers", issuer: ISSUER, jwks };
  const text = `
apiVersion: cellwall.dev/v1alpha1
kind: Mesh
metadata: { name: shop }
spec:
  trustDomain: shop.example
  workloads: [{ id: ${WORKLOAD} }]
  issuers: [${JSON.stringify(issuer)}]
---
apiVersion: cellwall.dev/v1alpha1
kind: Policy
metadata: { name: orders }
spec:
  target: { workload: ${WORKLOAD} }
  authorize: [{ name: alice, effect: ${effect}, when: 'user.sub == "alice"' }]`;
  const diagnostics = new Diagnostics();
  const set = lower(readDocuments([{ path: "policy.yaml", text }], diagnostics), diagnostics);
  if (set === undefined) throw new Error(JSON.stringify(diagnostics.all));
  return set;
}
