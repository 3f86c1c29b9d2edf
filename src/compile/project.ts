/** Which part of a policy set one workload enforces. */
import type { Policy, PolicySet, Workload } from "../ir/model.js";
import { fitsTarget } from "../ir/target.js";

/** The mesh has no workload of this ID. */
export class UnknownTargetError extends Error {
  readonly code = "unknown-target";

  /** `known`: the IDs that the mesh does have. */
  constructor(
    readonly target: string,
    readonly known: readonly string[],
  ) {
    super(`the mesh has no workload \`${target}\`; name one of its workloads: ${known.join(", ")}`);
    this.name = "UnknownTargetError";
  }
}

/** @throws {UnknownTargetError} */
export function workloadOf(set: PolicySet, id: string): Workload {
  const workload = set.workloads.find((one) => one.id === id);
  if (workload === undefined) {
    throw new UnknownTargetError(
      id,
      set.workloads.map((one) => one.id),
    );
  }
  return workload;
}

/** The policies whose target fits the workload, sorted by name. */
export function policiesOf(set: PolicySet, workload: Workload): Policy[] {
  return set.policies.filter((policy) => fitsTarget(policy.target, workload));
}

/** What happens to a request that no rule matches; refusal wins where policies disagree. */
export function deniesByDefault(policies: readonly Policy[]): boolean {
  return policies.some(
    (policy) =>
      policy.default === "deny" ||
      (policy.default !== "allow" && policy.rules.some((rule) => rule.effect === "allow")),
  );
}
