import { Diagnostics } from "../../../src/diagnostics/diagnostic.js";
import type { PolicySet } from "../../../src/ir/model.js";
import { lower } from "../../../src/lower/lower.js";
import { readDocuments } from "../../../src/policy/read.js";
import { type CallerLimits, limitSpecs } from "./callers.js";
import type { BenchRule } from "./rules.js";
import { AUDIENCE, type BenchAlgorithm, ISSUER, jwksOf } from "./tokens.js";

const API_VERSION = "cellwall.dev/v1alpha1";

/** The workload that the images are for. */
export const TARGET = "spiffe://shop.example/ns/shop/sa/orders";

/** A limit that is counted on every request and never reached. */
const AMPLE_LIMIT = { name: "ample", rate: "1000000/1s", burst: 1_000_000 };

/** Beside the rules. */
export interface PolicyOptions {
  readonly limited?: boolean;
  readonly callerLimits?: CallerLimits;
  /** Rules want a user, whom a token makes known. */
  readonly users?: Users;
}

export interface Users {
  readonly algorithm: BenchAlgorithm;
  /** What verified tokens may take. */
  readonly cacheBytes: number;
}

/** The rules as a policy file (JSON is YAML). */
export function policyText(rules: readonly BenchRule[], options: PolicyOptions): string {
  const { limited = false, callerLimits, users } = options;
  const wanted = users === undefined ? {} : { when: "has(user.sub)" };
  const authorize = rules.map((rule) => ({ ...ruleSpec(rule), ...wanted }));
  const limits = [...(limited ? [AMPLE_LIMIT] : []), ...(callerLimits ? limitSpecs(callerLimits) : [])];
  return meshAnd({ authorize, limits }, users === undefined ? {} : meshUsers(users));
}

/** A mesh of one workload with more fields, and its policy with these. */
export function meshAnd(fields: object, meshFields: object = {}): string {
  const mesh = {
    apiVersion: API_VERSION,
    kind: "Mesh",
    metadata: { name: "shop" },
    spec: { trustDomain: "shop.example", workloads: [{ id: TARGET }], ...meshFields },
  };
  const policy = {
    apiVersion: API_VERSION,
    kind: "Policy",
    metadata: { name: "bench" },
    spec: { target: { workload: TARGET }, ...fields },
  };
  return `${JSON.stringify(mesh)}\n---\n${JSON.stringify(policy, null, 1)}\n`;
}

/** Fields of the mesh that make users known. */
export function meshUsers({ algorithm, cacheBytes }: Users): object {
  const issuer = {
    name: "customers",
    issuer: ISSUER,
    audiences: [AUDIENCE],
    algorithms: [algorithm],
    jwks: { inline: jwksOf(algorithm) },
  };
  return { issuers: [issuer], tokenCache: cacheBytes };
}

/** A rule as a policy file has it. */
export function ruleSpec({ name, method, path, tenant }: BenchRule): object {
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
