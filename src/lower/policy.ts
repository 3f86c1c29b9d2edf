import type { Limit } from "../ir/limit.js";
import type { Policy, Rule, Workload } from "../ir/model.js";
import type { PolicySpec } from "../policy/schema.js";
import { type LimitContext, lowerLimit } from "./limit.js";
import { byName, reportTwice } from "./names.js";
import { lowerRule } from "./rule.js";
import { lowerEach, type Scope } from "./scope.js";
import { lowerTarget } from "./target.js";

/** What a Policy document says. `workloads`: those of the mesh; undefined when there is no mesh. */
export function lowerPolicy(
  { metadata, spec }: PolicySpec,
  workloads: readonly Workload[] | undefined,
  context: LimitContext,
  scope: Scope,
): Policy {
  const at = scope.under("spec");
  const isShadow = spec.mode === "shadow";
  const rules = lowerEach(spec.authorize, at.under("authorize"), (rule, one) => [
    asShadow(lowerRule(rule, context.mode, context.parser, one), isShadow || rule.mode === "shadow"),
  ]);
  const limits = lowerEach(spec.limits, at.under("limits"), (limit, one) =>
    lowerLimit(limit, context, one).map((lowered) => asShadow(lowered, isShadow || limit.mode === "shadow")),
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
