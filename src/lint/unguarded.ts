import { deniesByDefault, withoutShadow } from "../ir/authorize.js";
import type { Policy } from "../ir/model.js";
import type { Context } from "./context.js";

/**
 * Reports workloads to which every request is allowed. Gateways are left out: what passes there is still the
 * destination's to decide.
 */
export function reportUnguarded({ set, targets, diagnostics }: Context): void {
  const targeted = new Set(set.policies.filter(isGuard).map(({ target }) => targets.workloadsOf(target)));
  const guarded = new Set([...targeted].flat());
  for (const workload of set.workloads) {
    if (workload.tier === "gateway" || guarded.has(workload)) continue;
    const message = `\`${workload.id}\` allows every request: no policy that is enforced there refuses any`;
    const help = "write a policy with allow rules for it, or one with `default: deny` for the whole mesh";
    diagnostics.warning("unguarded-workload", message, workload.place, help);
  }
}

/** Whether a policy refuses anything where it is enforced. */
function isGuard(policy: Policy): boolean {
  if (policy.shadow) return false;
  const enforced = withoutShadow(policy);
  return deniesByDefault([enforced]) || enforced.rules.some(({ effect }) => effect === "deny");
}
