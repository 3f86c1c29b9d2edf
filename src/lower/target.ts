import { didYouMean } from "../diagnostics/suggest.js";
import type { Target, Workload } from "../ir/model.js";
import { fitsTarget } from "../ir/target.js";
import type { TargetSpec } from "../policy/schema.js";
import type { Scope } from "./scope.js";

/** A target. `workloads`: those of the mesh; undefined when there is no mesh. */
export function lowerTarget(
  { workload, namespace, tier }: TargetSpec,
  workloads: readonly Workload[] | undefined,
  scope: Scope,
): Target {
  const target: Target = {
    ...(workload === undefined ? {} : { workload }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(tier === undefined ? {} : { tier }),
    place: scope.place,
  };
  if (workloads === undefined) return target;
  const ids = workloads.map(({ id }) => id);
  if (workload !== undefined && !ids.includes(workload)) {
    const help = didYouMean(workload, ids) ?? "add it to the Mesh's `workloads`";
    scope.under("workload").error("unknown-workload", `the mesh has no workload \`${workload}\``, help);
  } else if (!workloads.some((one) => fitsTarget(target, one))) {
    scope.warning("empty-target", "no workload fits this target: the document does nothing");
  }
  return target;
}
