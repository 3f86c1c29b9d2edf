import type { PathNormalization, PolicySet, Workload } from "../ir/model.js";
import { parseSpiffeId } from "../ir/spiffe.js";
import type { MeshSpec, WorkloadSpec } from "../policy/schema.js";
import type { ReadFile } from "./files.js";
import { lowerIdentity } from "./identity.js";
import { reportTwice } from "./names.js";
import { lowerTemplate } from "./path.js";
import { lowerService } from "./rate-limit-service.js";
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
  const federated = lowerFederated(spec.federatedTrustDomains, home, scope);
  const service = spec.rateLimitService && lowerService(spec.rateLimitService, metadata.name, scope);
  return {
    ...lowerIdentity(spec, readFile, scope.under("spec")),
    ...lowerTransactionTokens(spec, readFile, scope.under("spec")),
    mesh: metadata.name,
    trustDomain,
    ...(federated.length > 0 && { federatedTrustDomains: federated }),
    pathNormalization,
    ...(service !== undefined && { rateLimitService: service }),
    workloads,
  };
}

/** `home`: the mesh's trust domain; undefined when it is wrong itself. */
function lowerWorkload(
  { id, tier = "sidecar", mtls, hosts, paths }: WorkloadSpec,
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
    ...(mtls === "STRICT" && { mtls }),
    hosts: lowerEach(hosts, scope.under("hosts"), lowerHost),
    paths: lowerEach(paths, scope.under("paths"), (path, item) => lowerTemplate(path, mode, item)),
    place: at.place,
  };
}

/** Trust domains beside `home`, each once: Envoy takes one bundle for each. */
function lowerFederated(
  names: MeshSpec["spec"]["federatedTrustDomains"],
  home: string | undefined,
  scope: Scope,
): readonly string[] {
  const domains = lowerEach(names, scope.under("spec", "federatedTrustDomains"), (name, at) =>
    isTrustDomain(name, at) ? [{ name, place: at.place }] : [],
  );
  const own = home === undefined ? [] : [{ name: home, place: scope.under("spec", "trustDomain").place }];
  reportTwice([...own, ...domains], "trust domain", ({ name }) => name, scope.diagnostics);
  return domains.map(({ name }) => name);
}

function trustDomainOf(id: string): string | undefined {
  const parsed = parseSpiffeId(id);
  return "error" in parsed ? undefined : parsed.trustDomain;
}
