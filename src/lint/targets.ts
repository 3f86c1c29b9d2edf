import type { Target, Workload } from "../ir/model.js";
import { fitsTarget, partsOf } from "../ir/target.js";

/** Which workloads fit which targets, found once for each. */
export class Targets {
  private readonly byId: ReadonlyMap<string, Workload>;
  private readonly byNamespace = new Map<string | undefined, Workload[]>();
  private readonly found = new Map<string, readonly Workload[]>();

  constructor(private readonly all: readonly Workload[]) {
    this.byId = new Map(all.map((workload) => [workload.id, workload]));
    for (const workload of all) {
      const namespace = partsOf(workload.id)?.namespace;
      const beside = this.byNamespace.get(namespace);
      if (beside === undefined) this.byNamespace.set(namespace, [workload]);
      else beside.push(workload);
    }
  }

  workloadsOf(target: Target): readonly Workload[] {
    const { workload, namespace, tier } = target;
    const key = JSON.stringify([workload, namespace, tier]);
    const known = this.found.get(key);
    if (known !== undefined) return known;
    const fitting = this.nearby(target).filter((one) => fitsTarget(target, one));
    this.found.set(key, fitting);
    return fitting;
  }

  /** Whether each workload that fits `a` fits `b`. */
  isWithin(a: Target, b: Target): boolean {
    const only = a.workload === undefined ? undefined : this.byId.get(a.workload);
    if (only !== undefined) return fitsTarget(b, only);
    return (
      b.workload === undefined &&
      (b.namespace === undefined || b.namespace === a.namespace) &&
      (b.tier === undefined || b.tier === a.tier)
    );
  }

  /** Names for a target and for all that it may be within, its own first. */
  scopesOf({ workload, namespace }: Target): string[] {
    const around = namespace ?? (workload === undefined ? undefined : partsOf(workload)?.namespace);
    return [workload, around, ""].filter((name) => name !== undefined);
  }

  private nearby({ workload, namespace }: Target): readonly Workload[] {
    if (workload !== undefined) return [this.byId.get(workload)].filter((one) => one !== undefined);
    return namespace === undefined ? this.all : (this.byNamespace.get(namespace) ?? []);
  }
}
