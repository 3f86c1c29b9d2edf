import { didYouMean } from "../diagnostics/suggest.js";
import type { Limit, PathNormalization, Policy, Rule, Target, Workload } from "../ir/model.js";
import { fitsTarget } from "../ir/target.js";
import type { PolicySpec } from "../policy/schema.js";
import { lowerLimit } from "./limit.js";
import { byName, reportTwice } from "./names.js";
import { lowerRule } from "./rule.js";
import { lowerEach, type Scope } from "./scope.js";

/** What a Policy document says. `workloads`: those of the mesh; undefined when there is no mesh. */
export function lowerPolicy(
  { metadata, spec }: PolicySpec,
  mode: PathNormalization,
  workloads: readonly Workload[] | undefined,
  scope: Scope,
): Policy {
  const at = scope.under("spec");
  const isShadow = spec.mode === "shadow";
  const rules = lowerEach(spec.authorize, at.under("authorize"), (rule, one) => [
    asShadow(lowerRule(rule, mode, one), isShadow || rule.mode === "shadow"),
  ]);
  const limits = lowerEach(spec.limits, at.under("limits"), (limit, one) =>
    lowerLimit(limit, one).map((lowered) => asShadow(lowered, isShadow)),
  );
  reportTwice(rules, "rule", ({ name }) => name, scope.diagnostics);
  reportTwice(limits, "limit", ({ name }) => name, scope.diagnostics);
  return {
    name: metadata.name,
    target: lowerTarget(spec.target, workloads, at.under("target")),
    ...(isShadow ? { shadow: true } : {}),
    ...(spec.default === undefined ? {} : { default: spec.default }),
    rules: byName(rules),
    limits: byName(limits),
    place: scope.under("metadata", "name").place,
  };
}

function asShadow<T extends Rule | Limit>(part: T, isShadow: boolean): T {
  return isShadow ? { ...part, shadow: true } : part;
}

function lowerTarget(
  { workload, namespace, tier }: PolicySpec["spec"]["target"],
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
    scope.warning("empty-target", "no workload fits this target: the policy does nothing");
  }
  return target;
}
