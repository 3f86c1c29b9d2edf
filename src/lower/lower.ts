/** Documents → PolicySet. The only folder that knows how policy is written and what it means. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Policy, PolicySet, Target, Workload } from "../ir/model.js";
import { trustDomainError } from "../ir/spiffe.js";
import type { PolicyDocument } from "../policy/read.js";
import type { MeshSpec, PolicySpec, WorkloadSpec } from "../policy/schema.js";
import { lowerLimit } from "./limit.js";
import { lowerRule } from "./rule.js";
import { Scope } from "./scope.js";
import { hostPattern, pathTemplate, spiffeId } from "./values.js";

/** The meaning of all documents together, or undefined when something in them is wrong. */
export function lower(documents: readonly PolicyDocument[], diagnostics: Diagnostics): PolicySet | undefined {
  const scopes = documents.map((document) => ({ document, scope: new Scope(document.placeOf, diagnostics) }));
  const meshes = scopes.filter(({ document }) => document.spec.kind === "Mesh");
  const [mesh, second] = meshes;
  if (second !== undefined)
    second.scope.error("duplicate-mesh", "a second Mesh", ["kind"], "a policy set has one Mesh");
  if (mesh === undefined) {
    scopes[0]?.scope.error(
      "missing-mesh",
      "no Mesh document",
      [],
      "add a `kind: Mesh` document with the trust domain and workloads",
    );
    return undefined;
  }
  const spec = mesh.document.spec as MeshSpec;
  const workloads = lowerWorkloads(spec, mesh.scope);
  const policies = scopes.flatMap(({ document, scope }) =>
    document.spec.kind === "Policy" ? [lowerPolicy(document.spec, scope, workloads)] : [],
  );
  reportTwice(policies, "policy", (policy) => policy.name, diagnostics);
  if (diagnostics.hasErrors) return undefined;
  return {
    mesh: spec.metadata.name,
    trustDomain: spec.spec.trustDomain,
    pathNormalization: spec.spec.pathNormalization ?? "STRICT",
    workloads,
    policies: byName(policies),
  };
}

function lowerWorkloads(mesh: MeshSpec, scope: Scope): Workload[] {
  const { trustDomain } = mesh.spec;
  const error = trustDomainError(trustDomain);
  if (error !== undefined)
    scope.error("invalid-trust-domain", `\`${trustDomain}\`: ${error}`, ["spec", "trustDomain"]);
  const workloads = mesh.spec.workloads.map((workload, index) =>
    lowerWorkload(workload, trustDomain, scope.under("spec", "workloads", index)),
  );
  reportTwice(workloads, "workload", (workload) => workload.id, scope.diagnostics);
  return workloads;
}

function lowerWorkload(workload: WorkloadSpec, trustDomain: string, scope: Scope): Workload {
  const id = spiffeId(workload.id, scope, ["id"]);
  if (id !== undefined && id.trustDomain !== trustDomain) {
    scope.error("foreign-workload", `\`${workload.id}\` is outside the trust domain \`${trustDomain}\``, [
      "id",
    ]);
  }
  return {
    id: workload.id,
    tier: workload.tier ?? "sidecar",
    hosts: (workload.hosts ?? []).flatMap((host, index) => hostPattern(host, scope, ["hosts", index])),
    paths: (workload.paths ?? []).flatMap((path, index) => pathTemplate(path, scope, ["paths", index])),
    place: scope.place([]),
  };
}

function lowerPolicy(policy: PolicySpec, scope: Scope, workloads: readonly Workload[]): Policy {
  const { authorize = [], limits = [] } = policy.spec;
  const rules = authorize.map((rule, index) => lowerRule(rule, scope.under("spec", "authorize", index)));
  const lowered = limits.flatMap((limit, index) => lowerLimit(limit, scope.under("spec", "limits", index)));
  reportTwice(rules, "rule", (rule) => rule.name, scope.diagnostics);
  reportTwice(lowered, "limit", (limit) => limit.name, scope.diagnostics);
  return {
    name: policy.metadata.name,
    target: lowerTarget(policy, scope.under("spec", "target"), workloads),
    ...(policy.spec.default === undefined ? {} : { default: policy.spec.default }),
    rules: byName(rules),
    limits: byName(lowered),
    place: scope.place(["metadata", "name"]),
  };
}

function lowerTarget(policy: PolicySpec, scope: Scope, workloads: readonly Workload[]): Target {
  const { workload, namespace, tier } = policy.spec.target;
  if (workload !== undefined && !workloads.some(({ id }) => id === workload)) {
    scope.error(
      "unknown-workload",
      `the mesh has no workload \`${workload}\``,
      ["workload"],
      `its workloads: ${workloads.map(({ id }) => id).join(", ")}`,
    );
  }
  return {
    ...(workload === undefined ? {} : { workload }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(tier === undefined ? {} : { tier }),
    place: scope.place([]),
  };
}

function byName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function reportTwice<T extends { readonly place: Policy["place"] }>(
  items: readonly T[],
  what: string,
  nameOf: (item: T) => string,
  diagnostics: Diagnostics,
): void {
  const seen = new Set<string>();
  for (const item of items) {
    const name = nameOf(item);
    if (seen.has(name))
      diagnostics.error("duplicate-name", `a second ${what} \`${name}\``, item.place, "give it another name");
    seen.add(name);
  }
}
