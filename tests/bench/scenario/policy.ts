import { Diagnostics } from "../../../src/diagnostics/diagnostic.js";
import type { PolicySet } from "../../../src/ir/model.js";
import { lower } from "../../../src/lower/lower.js";
import { readDocuments } from "../../../src/policy/read.js";
import type { BenchRule } from "./rules.js";

const API_VERSION = "cellwall.dev/v1alpha1";

/** The workload that the images are for. */
export const TARGET = "spiffe://shop.example/ns/shop/sa/orders";

/** A limit that is counted on every request and never reached. */
const AMPLE_LIMIT = { name: "ample", rate: "1000000/1s", burst: 1_000_000 };

/** The rules as a policy file (JSON is YAML), with or without a limit. */
export function policyText(rules: readonly BenchRule[], limited: boolean): string {
  return meshAnd({ authorize: rules.map(ruleSpec), ...(limited ? { limits: [AMPLE_LIMIT] } : {}) });
}

/** A mesh of one workload, and its policy with these fields. */
export function meshAnd(fields: object): string {
  const mesh = {
    apiVersion: API_VERSION,
    kind: "Mesh",
    metadata: { name: "shop" },
    spec: { trustDomain: "shop.example", workloads: [{ id: TARGET }] },
  };
  const policy = {
    apiVersion: API_VERSION,
    kind: "Policy",
    metadata: { name: "bench" },
    spec: { target: { workload: TARGET }, ...fields },
  };
  return `${JSON.stringify(mesh)}\n---\n${JSON.stringify(policy, null, 1)}\n`;
}

function ruleSpec({ name, method, path, tenant }: BenchRule): object {
  return {
    name,
    effect: "allow",
    methods: [method],
    paths: [`${path}{id}/**`],
    headers: [{ name: "x-tenant", ...tenant }],
  };
}

/** @throws {Error} the text is no valid policy */
export function readPolicy(text: string): PolicySet {
  const diagnostics = new Diagnostics();
  const set = lower(readDocuments([{ path: "bench.yaml", text }], diagnostics), diagnostics);
  if (set === undefined) throw new Error(`the bench's policy is wrong: ${diagnostics.all[0]?.message}`);
  return set;
}
