/** Policies as YAML, for tests of lint. */
import { Diagnostics } from "../../diagnostics/diagnostic.js";
import type { PolicySet } from "../../ir/model.js";
import { lower } from "../../lower/lower.js";
import { readDocuments } from "../../policy/read.js";
import { lint } from "../lint.js";

/** A gateway and two workloads, of which it reaches `orders`; without any policy. */
export const OPEN_MESH = `apiVersion: cellwall.dev/v1alpha1
kind: Mesh
metadata: { name: shop }
spec:
  trustDomain: shop.example
  workloads:
    - { id: spiffe://shop.example/ns/edge/sa/gateway, tier: gateway }
    - { id: spiffe://shop.example/ns/shop/sa/orders, hosts: [orders.example], paths: ["/orders/**"] }
    - { id: spiffe://shop.example/ns/shop/sa/stock }
`;

/** The same, closed. */
export const MESH = OPEN_MESH + policy("closed", "{ target: {}, default: deny }");

/** A Policy document. */
export function policy(name: string, spec: string): string {
  return `---\napiVersion: cellwall.dev/v1alpha1\nkind: Policy\nmetadata: { name: ${name} }\nspec: ${spec}\n`;
}

/** What the documents mean. */
export function setOf(...documents: string[]): PolicySet {
  const diagnostics = new Diagnostics();
  const set = lower(readDocuments([{ path: "p.yaml", text: documents.join("") }], diagnostics), diagnostics);
  if (set === undefined) throw new Error(JSON.stringify(diagnostics.all));
  return set;
}

/** `code: message` of each finding. */
export function found(set: PolicySet): string[] {
  return lint(set).findings.map(({ code, message }) => `${code}: ${message}`);
}

/** Of one policy `p` for the whole mesh with rules `r0`, `r1` … */
export function foundOf(...rules: string[]): string[] {
  const authorize = rules.map((rule, index) => `{ name: r${index}, ${rule} }`);
  return found(setOf(MESH, policy("p", `{ target: {}, authorize: [${authorize.join(", ")}] }`)));
}
