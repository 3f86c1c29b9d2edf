import type { PathNormalization, PolicySet, Workload } from "../ir/model.js";
import { parseSpiffeId } from "../ir/spiffe.js";
import type { MeshSpec, WorkloadSpec } from "../policy/schema.js";
import type { ReadFile } from "./files.js";
import { lowerIdentity } from "./identity.js";
import { reportTwice } from "./names.js";
import { lowerTemplate } from "./path.js";
import { lowerEach, type Scope } from "./scope.js";
import { lowerCallers, lowerTransactionTokens } from "./transaction-tokens.js";
import { isSpiffeId, isTrustDomain, lowerHost } from "./values.js";

/** What a Mesh document says of the whole set. */
export function lowerMesh(
  { metadata, spec }: MeshSpec,
  readFile: ReadFile,
  scope: Scope,
): Omit<PolicySet, "policies" | "tests"> {
  const { trustDomain, pathNormalization = "STRICT" } = spec;
  const home = isTrustDomain(trustDomain, scope.under("spec", "trustDomain")) ? trustDomain : undefined;
  const workloads = lowerEach(spec.workloads, scope.under("spec", "workloads"), (workload, at) => [
    { ...lowerWorkload(workload, home, pathNormalization, at), ...lowerCallers(workload, spec, at) },
  ]);
  reportTwice(workloads, "workload", ({ id }) => id, scope.diagnostics);
  const identity = lowerIdentity(spec, readFile, scope.under("spec"));
  const tokens = lowerTransactionTokens(spec, readFile, scope.under("spec"));
  return { ...identity, ...tokens, mesh: metadata.name, trustDomain, pathNormalization, workloads };
}

/** `home`: the mesh's trust domain; undefined when it is wrong itself. */
function lowerWorkload(
  { id, tier = "sidecar", hosts, paths }: WorkloadSpec,
  home: string | undefined,
  mode: PathNormalization,
  scope: Scope,
): Workload {
  const at = scope.under("id");
  if (isSpiffeId(id, at) && home !== undefined && trustDomainOf(id) !== home) {
    const help = `the workloads of this mesh begin with \`spiffe://${home}/\``;
    at.error("foreign-workload", `\`${id}\` is outside the trust domain \`${home}\``, help);
  }
  return {
    id,
    tier,
    hosts: lowerEach(hosts, scope.under("hosts"), lowerHost),
    paths: lowerEach(paths, scope.under("paths"), (path, item) => lowerTemplate(path, mode, item)),
    place: at.place,
  };
}

function trustDomainOf(id: string): string | undefined {
  const parsed = parseSpiffeId(id);
  return "error" in parsed ? undefined : parsed.trustDomain;
}
